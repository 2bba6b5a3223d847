package io.amorsize.deadletter;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The document of an item. Its media type is always {@code application/json}.
 *
 * @param json the document; the number itself where the job has a range of numbers; empty where letters are listed
 * @param bytes its size in UTF-8
 * @param sha256 SHA-256 of these bytes, in hexadecimal digits
 */
public record Payload(Optional<String> json, long bytes, String sha256) {

    /** The media type of all payloads. */
    public static final String MEDIA_TYPE = "application/json";

    /** The payload that is this document. */
    public static Payload of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new Payload(Optional.of(json), bytes.length, digest(bytes));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.amorsize.job.type.net;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** What an answer carried. Immutable. */
public final class WebContent {

    private final byte[] bytes;
    private final boolean cut;

    WebContent(byte[] bytes, boolean cut) {
        this.bytes = bytes;
        this.cut = cut;
    }

    /** Bytes that were read, after decompression. */
    public int size() {
        return bytes.length;
    }

    /** Whether there was more than was asked for, or was allowed. */
    public boolean isCut() {
        return cut;
    }

    /** As text; empty if it is none in this encoding. A character that the cut went through is left out. */
    public Optional<String> text(Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, !cut);
        return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
    }

    /** A stream of the bytes. */
    public InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }
}

package io.amorsize.store.job;

import io.amorsize.store.job.DamagedRow.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Bytes as they are stored: one byte that names the form, the CRC-32C of all that follows it and of that byte, and the
 * bytes, as they are or deflated behind their length. They are deflated at the fastest level, where it helps.
 */
final class Block {

    private static final byte PLAIN = 1;
    private static final byte DEFLATED = 2;

    /** Form and checksum. */
    private static final int HEAD = 1 + Integer.BYTES;

    /** Fewer bytes are not worth the attempt. */
    private static final int LEAST_DEFLATED = 100;

    private Block() {}

    /** Packs one block after the other. For one thread; to be closed. */
    static final class Packer implements AutoCloseable {

        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        private byte[] room = new byte[16 * 1024];

        byte[] packed(ByteWriter writer) {
            return packed(writer.bytes(), writer.size());
        }

        private byte[] packed(byte[] bytes, int size) {
            int deflated = size < LEAST_DEFLATED ? 0 : deflated(bytes, size);
            return deflated > 0 ? block(DEFLATED, size, room, deflated) : block(PLAIN, 0, bytes, size);
        }

        /** How many bytes they were deflated to; 0 if that does not help. */
        private int deflated(byte[] bytes, int size) {
            if (room.length < size) {
                room = new byte[size];
            }
            deflater.reset();
            deflater.setInput(bytes, 0, size);
            deflater.finish();
            int deflated = deflater.deflate(room, 0, size - Integer.BYTES);
            return deflater.finished() ? deflated : 0;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    private static byte[] block(byte form, int rawSize, byte[] content, int size) {
        int length = form == DEFLATED ? Integer.BYTES : 0;
        ByteBuffer block = ByteBuffer.allocate(HEAD + length + size);
        block.put(form).putInt(0);
        if (form == DEFLATED) {
            block.putInt(rawSize);
        }
        block.put(content, 0, size);
        block.putInt(1, checksum(block.array()));
        return block.array();
    }

    private static int checksum(byte[] block) {
        CRC32C checksum = new CRC32C();
        checksum.update(block[0]);
        checksum.update(block, HEAD, block.length - HEAD);
        return (int) checksum.getValue();
    }

    /** A block of one text. */
    static byte[] ofText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Packer packer = new Packer()) {
            return packer.packed(bytes, bytes.length);
        }
    }

    /** The text of a block. */
    static String text(byte[] block) throws Unreadable {
        return new String(unpacked(block), StandardCharsets.UTF_8);
    }

    /** What was packed. */
    static byte[] unpacked(byte[] block) throws Unreadable {
        if (block.length < HEAD) {
            throw new Unreadable("it has only " + block.length + " bytes");
        }
        ByteBuffer head = ByteBuffer.wrap(block);
        byte form = head.get();
        if (head.getInt() != checksum(block)) {
            throw new Unreadable("its checksum is wrong");
        }
        return switch (form) {
            case PLAIN -> Arrays.copyOfRange(block, HEAD, block.length);
            case DEFLATED -> inflated(block, HEAD + Integer.BYTES, head.getInt());
            default -> throw new Unreadable("its form " + form + " is unknown to this version");
        };
    }

    private static byte[] inflated(byte[] block, int from, int size) throws Unreadable {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(block, from, block.length - from);
            byte[] bytes = new byte[size];
            if (inflater.inflate(bytes) != size) {
                throw new Unreadable("it is shorter than it says");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new Unreadable("it cannot be inflated: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}

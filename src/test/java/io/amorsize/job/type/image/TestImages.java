package io.amorsize.job.type.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Image files. */
final class TestImages {

    private TestImages() {}

    /** Red on the left, blue on the right; in PNG, clear at the very bottom. */
    static Path write(Path path, String format, int width, int height) throws IOException {
        boolean clear = format.equals("png");
        BufferedImage image =
                new BufferedImage(width, height, clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, clear ? height * 3 / 4 : height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width, clear ? height * 3 / 4 : height);
        graphics.dispose();
        assertThat(ImageIO.write(image, format, path.toFile())).isTrue();
        return path;
    }

    /** A JPEG file as cameras write it, which says that the left edge of what is stored is up. */
    static Path writeTurned(Path path, int width, int height) throws IOException {
        byte[] plain = Files.readAllBytes(write(path, "jpg", width, height));
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(plain, 0, 2);
        try (DataOutputStream out = new DataOutputStream(turned)) {
            out.writeShort(0xFFE1);
            out.writeShort(2 + 6 + 8 + 2 + 12 + 4);
            out.write("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII));
            out.writeShort(42);
            out.writeInt(8);
            out.writeShort(1);
            out.writeShort(0x0112);
            out.writeShort(3);
            out.writeInt(1);
            out.writeShort(6);
            out.writeShort(0);
            out.writeInt(0);
            int afterJfif = 4 + ((plain[4] & 0xFF) << 8 | (plain[5] & 0xFF));
            out.write(plain, afterJfif, plain.length - afterJfif);
        }
        return Files.write(path, turned.toByteArray());
    }

    /** A few bytes that call themselves a PNG image of this size. */
    static Path writeBomb(Path path, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
            ByteArrayOutputStream header = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(header);
            fields.writeBytes("IHDR");
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {8, 6, 0, 0, 0});
            chunk(out, header.toByteArray());
            chunk(out, "IDAT".getBytes(StandardCharsets.US_ASCII));
        }
        return Files.write(path, bytes.toByteArray());
    }

    private static void chunk(DataOutputStream out, byte[] typeAndData) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(typeAndData);
        out.writeInt(typeAndData.length - 4);
        out.write(typeAndData);
        out.writeInt((int) crc.getValue());
    }

    static BufferedImage read(Path path) throws IOException {
        return ImageIO.read(path.toFile());
    }
}

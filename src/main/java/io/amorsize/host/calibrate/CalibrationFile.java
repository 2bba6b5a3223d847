package io.amorsize.host.calibrate;

import io.amorsize.host.Calibration;
import io.amorsize.host.Calibration.Reading;
import io.amorsize.host.Calibration.Status;
import io.amorsize.host.Calibration.WorkerReading;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.zip.CRC32;

/**
 * The text of a kept measurement: properties in a fixed order, closed by a checksum over all that goes before, so that
 * a file cut short or changed anywhere is noticed. A figure is written as {@code value measured spread trusted}, with
 * {@code -} for what was not measured. Stateless.
 */
final class CalibrationFile {

    private static final String FORMAT = "1";
    private static final String CHECKSUM = "checksum=";
    private static final int MOST_READINGS = 16;
    private static final int MOST_WORKERS = 1 << 16;

    /** Start-up and hand-over times beyond a minute, and rates beyond a petabyte a second, are no measurements. */
    private static final double LARGEST_SECONDS = 60;

    private static final double LARGEST_RATE = 1e15;

    private static final int LONGEST_MESSAGE = 250;

    private CalibrationFile() {}

    /** Why a text cannot be used. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1;

        /** @param message may quote the file: it is cut and made printable, since it goes to the log */
        UnusableException(String message) {
            super(HostKey.printable(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE))));
        }
    }

    static String format(Calibration calibration, HostKey host) {
        StringBuilder text = new StringBuilder(1024)
                .append("# Measured overheads of this host. Delete the file to have them measured again.\n");
        line(text, "format", FORMAT);
        line(text, "host", host.text());
        line(text, "measuredAt", calibration.measuredAt().orElse(Instant.EPOCH).toString());
        workers(text, "dispatchSeconds", calibration.dispatchSeconds());
        line(text, "threadStartSeconds", figure(calibration.threadStartSeconds()));
        line(text, "virtualThreadStartSeconds", figure(calibration.virtualThreadStartSeconds()));
        line(text, "processStartSeconds", figure(calibration.processStartSeconds()));
        line(text, "threadWaitSeconds", figure(calibration.threadWaitSeconds()));
        line(text, "virtualThreadWaitSeconds", figure(calibration.virtualThreadWaitSeconds()));
        workers(text, "memoryBandwidth", calibration.memoryBandwidth());
        line(text, "smtGain", figure(calibration.smtGain()));
        return text + CHECKSUM + checksum(text.toString()) + "\n";
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws UnusableException if it is of another host or format, or not sound in every part
     */
    static Calibration parse(String text, HostKey host) throws UnusableException {
        Properties lines = load(verified(text));
        if (!FORMAT.equals(lines.getProperty("format"))) {
            throw new UnusableException("its format is not " + FORMAT);
        }
        if (!host.text().equals(lines.getProperty("host"))) {
            throw new UnusableException("it was measured on another host or virtual machine: "
                    + lines.getProperty("host") + ", this is " + host.text());
        }
        try {
            List<WorkerReading> dispatch = workers(lines, "dispatchSeconds", LARGEST_SECONDS);
            return new Calibration(
                    Status.MEASURED,
                    Optional.of(Instant.parse(required(lines, "measuredAt"))),
                    Optional.empty(),
                    dispatch,
                    figure(required(lines, "threadStartSeconds"), LARGEST_SECONDS),
                    figure(required(lines, "virtualThreadStartSeconds"), LARGEST_SECONDS),
                    figure(required(lines, "processStartSeconds"), LARGEST_SECONDS),
                    figure(required(lines, "threadWaitSeconds"), LARGEST_SECONDS),
                    figure(required(lines, "virtualThreadWaitSeconds"), LARGEST_SECONDS),
                    workers(lines, "memoryBandwidth", LARGEST_RATE),
                    figure(required(lines, "smtGain"), 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnusableException("it has a part that cannot be read: " + e.getMessage());
        }
    }

    /** The text before a checksum that agrees with it. */
    private static String verified(String text) throws UnusableException {
        int at = text.lastIndexOf("\n" + CHECKSUM) + 1;
        String body = text.substring(0, at);
        if (at == 0 || !text.substring(at).equals(CHECKSUM + checksum(body) + "\n")) {
            throw new UnusableException("it is damaged: its checksum is missing or does not agree");
        }
        return body;
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return Long.toHexString(crc.getValue());
    }

    private static Properties load(String body) throws UnusableException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(body));
        } catch (IllegalArgumentException e) {
            throw new UnusableException("it is no properties file: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return lines;
    }

    private static void workers(StringBuilder text, String name, List<WorkerReading> readings) {
        line(text, name + ".count", Integer.toString(readings.size()));
        for (int i = 0; i < readings.size(); i++) {
            WorkerReading reading = readings.get(i);
            line(text, name + "." + i, reading.workers() + " " + figure(reading.reading()));
        }
    }

    private static List<WorkerReading> workers(Properties lines, String name, double largest) throws UnusableException {
        int count = whole(required(lines, name + ".count"), 0, MOST_READINGS);
        List<WorkerReading> readings = new ArrayList<>(count);
        int fewest = 1;
        for (int i = 0; i < count; i++) {
            String[] parts = required(lines, name + "." + i).split(" ", 2);
            int workers = whole(parts[0], fewest, MOST_WORKERS);
            readings.add(new WorkerReading(workers, figure(parts.length < 2 ? "" : parts[1], largest)));
            fewest = workers + 1;
        }
        return readings;
    }

    private static String figure(Reading reading) {
        String measured = reading.measured().isPresent()
                ? Double.toString(reading.measured().getAsDouble())
                : "-";
        return reading.value() + " " + measured + " " + reading.spread() + " " + reading.trusted();
    }

    private static Reading figure(String text, double largest) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("four parts expected: " + text);
        }
        OptionalDouble measured =
                "-".equals(parts[1]) ? OptionalDouble.empty() : OptionalDouble.of(number(parts[1], largest));
        boolean trusted = truth(parts[3]);
        if (trusted && measured.isEmpty()) {
            throw new IllegalArgumentException("trusted without a measurement: " + text);
        }
        return new Reading(number(parts[0], largest), measured, number(parts[2], Double.MAX_VALUE), trusted);
    }

    private static double number(String text, double largest) {
        double number = Double.parseDouble(text);
        if (!(number >= 0 && number <= largest)) {
            throw new IllegalArgumentException("not in 0.." + largest + ": " + text);
        }
        return number;
    }

    private static int whole(String text, int least, int most) {
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            throw new IllegalArgumentException("not in " + least + ".." + most + ": " + text);
        }
        return number;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        };
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value).append('\n');
    }

    private static String required(Properties lines, String name) throws UnusableException {
        String value = lines.getProperty(name);
        if (value == null) {
            throw new UnusableException("it lacks " + name);
        }
        return value;
    }
}

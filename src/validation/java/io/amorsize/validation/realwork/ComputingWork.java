package io.amorsize.validation.realwork;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;

/** Items that only compute and take about equally long, from a tenth of a microsecond to tens of milliseconds. */
final class ComputingWork {

    private static final String[] WORDS = {
        "pool", "chunk", "item", "worker", "queue", "core", "thread", "lock", "wait", "run", "plan", "cache", "heap",
        "page"
    };

    private ComputingWork() {}

    static List<Workload> all() {
        return List.of(
                Workload.computing("numbers-100ns", "xorshift numbers", 500_000, index -> Busy.churn(index, 55)),
                Workload.computing("numbers-1us", "xorshift numbers", 50_000, index -> Busy.churn(index, 600)),
                Workload.computing("digest", "SHA-256 of 8 KiB", 12_000, index -> digest(index, 8 << 10)),
                Workload.computing(
                        "words", "splits a text and counts its words", 5_000, index -> countWords(index, 150)),
                Workload.computing("sort", "sorts 6,000 integers", 1_200, index -> sort(index, 6_000)),
                Workload.computing("deflate", "compresses 8 KiB of text", 250, ComputingWork::deflate),
                Workload.computing("modpow", "modular power of 512-bit numbers", 900, ComputingWork::modPow),
                Workload.computing("matrix", "multiplies 110 × 110 matrices", 80, index -> multiply(index, 110)),
                Workload.computing("primes", "sieves 1,500,000 numbers", 20, index -> sieve(index, 1_500_000)),
                Workload.computing("numbers-20ms", "xorshift numbers", 3, index -> Busy.churn(index, 13_000_000)));
    }

    private static long digest(int index, int bytes) {
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) index);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(data);
            return Arrays.hashCode(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    private static String text(int index, int words) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < words; word++) {
            text.append(WORDS[(int) (WORDS.length * Busy.fraction((long) index * words + word))])
                    .append(' ');
        }
        return text.toString();
    }

    private static long countWords(int index, int words) {
        Map<String, Integer> counts = new HashMap<>();
        for (String word : text(index, words).split(" ", -1)) {
            counts.merge(word, 1, Integer::sum);
        }
        return counts.hashCode();
    }

    private static long sort(int index, int length) {
        int[] values = new int[length];
        for (int at = 0; at < length; at++) {
            values[at] = (int) Busy.mix((long) index * length + at);
        }
        Arrays.sort(values);
        return values[length / 2];
    }

    private static long deflate(int index) {
        byte[] plain = text(index, 1_500).getBytes(StandardCharsets.US_ASCII);
        byte[] packed = new byte[plain.length + 64];
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(plain);
            deflater.finish();
            return deflater.deflate(packed);
        }
    }

    private static long modPow(int index) {
        BigInteger base =
                BigInteger.valueOf(Busy.mix(index)).abs().add(BigInteger.TWO).pow(8);
        BigInteger modulus = BigInteger.ONE.shiftLeft(512).subtract(BigInteger.valueOf(569));
        return base.modPow(modulus.subtract(BigInteger.TWO), modulus).longValue();
    }

    private static long multiply(int index, int size) {
        double[][] left = new double[size][size];
        double[][] right = new double[size][size];
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                left[row][column] = index + row - column;
                right[row][column] = row ^ column;
            }
        }
        double trace = 0;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += left[row][k] * right[k][column];
                }
                trace += row == column ? sum : 0;
            }
        }
        return (long) trace;
    }

    private static long sieve(int index, int limit) {
        boolean[] composite = new boolean[limit];
        long primes = index;
        for (int candidate = 2; candidate < limit; candidate++) {
            if (!composite[candidate]) {
                primes++;
                for (long multiple = (long) candidate * candidate; multiple < limit; multiple += candidate) {
                    composite[(int) multiple] = true;
                }
            }
        }
        return primes;
    }
}

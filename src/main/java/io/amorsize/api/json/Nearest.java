package io.amorsize.api.json;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that someone may have meant. */
public final class Nearest {

    private static final int LONGEST = 64;

    private Nearest() {}

    /** The name among {@code known} that is nearest to {@code given}, if it is near enough to be a slip. */
    public static Optional<String> to(String given, Collection<String> known) {
        if (given.length() > LONGEST) {
            return Optional.empty();
        }
        String folded = folded(given);
        String best = "";
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            String candidate = folded(name);
            int distance = candidate.startsWith(folded) && folded.length() >= 3 ? 1 : distance(folded, candidate);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        int slips = Math.max(2, folded.length() / 3);
        return least <= slips && least < folded.length() ? Optional.of(best) : Optional.empty();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Levenshtein distance: insertions, deletions and replacements of one character. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

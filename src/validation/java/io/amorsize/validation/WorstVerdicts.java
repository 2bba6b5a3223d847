package io.amorsize.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps the worst verdicts of a study in a file of tab-separated values, for runs in which other studies are run. */
final class WorstVerdicts {

    private static final String HEADING = "study\tsubject\tchosen\tbest\tregret\twhy";

    private WorstVerdicts() {}

    static void write(Path file, List<Verdict> verdicts) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(HEADING);
        for (Verdict verdict : verdicts) {
            lines.add(String.join(
                    "\t",
                    flat(verdict.study()),
                    flat(verdict.subject()),
                    flat(verdict.chosen()),
                    flat(verdict.best()),
                    Double.toString(verdict.regret()),
                    flat(verdict.why())));
        }
        Files.write(file, lines);
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    static List<Verdict> read(Path file) throws IOException {
        List<Verdict> verdicts = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.equals(HEADING)) {
                String[] cells = line.split("\t", -1);
                verdicts.add(
                        new Verdict(cells[0], cells[1], cells[2], cells[3], Double.parseDouble(cells[4]), cells[5]));
            }
        }
        return verdicts;
    }
}

package io.amorsize.job.type.url;

import java.util.List;

/**
 * How well a page is protected. Immutable.
 *
 * @param score 100 less the points of all findings, 0 to 100
 * @param findings what is missing or weak
 */
public record SecurityReport(int score, List<SecurityFinding> findings) {

    private static final int BEST = 100;

    /** Copies the findings. */
    public SecurityReport {
        findings = List.copyOf(findings);
    }

    static SecurityReport of(List<Weakness> weaknesses) {
        List<SecurityFinding> findings = weaknesses.stream()
                .map(weakness -> new SecurityFinding(weakness, weakness.points(), weakness.advice()))
                .toList();
        int lost = findings.stream().mapToInt(SecurityFinding::points).sum();
        return new SecurityReport(Math.max(0, BEST - lost), findings);
    }
}

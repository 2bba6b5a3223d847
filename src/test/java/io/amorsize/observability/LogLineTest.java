package io.amorsize.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void appendsFactsToTheMessage() {
        assertThat(LogLine.of("Done.").with(LogKey.WORKERS, 4).with(LogKey.DECISION, "SERIAL"))
                .hasToString("Done. workers=4 decision=SERIAL");
    }

    @Test
    void quotesWhatWouldBeMistakenForMoreFactsOrLines() {
        assertThat(LogLine.of("Done.").with(LogKey.VERSION, "a b=\"c\"\n\\"))
                .hasToString("Done. version=\"a b=\\\"c\\\"\\n\\\\\"");
        assertThat(LogLine.of("Done.").with(LogKey.VERSION, "")).hasToString("Done. version=\"\"");
    }
}

package io.amorsize.architecture.offenders.app;

import java.util.logging.Logger;

/** Each method writes where nobody collects it. */
final class Output {
    static void print() {
        System.out.println("text");
    }

    static void stack(Exception e) {
        e.printStackTrace();
    }

    static void log() {
        Logger.getLogger("app").info("text");
    }
}

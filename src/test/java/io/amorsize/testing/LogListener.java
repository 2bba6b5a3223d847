package io.amorsize.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears all that a class logs until it is closed. Safe for use by many threads. */
public final class LogListener extends Handler implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final List<LogRecord> told = new CopyOnWriteArrayList<>();

    private LogListener(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
    }

    /** Begins to listen. */
    public static LogListener of(Class<?> source) {
        LogListener listener = new LogListener(Logger.getLogger(source.getName()));
        listener.logger.setLevel(Level.ALL);
        listener.logger.addHandler(listener);
        return listener;
    }

    /** What was logged so far, of this level or a graver one. */
    public List<String> told(Level least) {
        return told.stream()
                .filter(message -> message.getLevel().intValue() >= least.intValue())
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void publish(LogRecord message) {
        told.add(message);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}

package io.amorsize.bench.jobs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a free loopback port that takes its time for each answer. */
final class SlowSite implements AutoCloseable {

    /** What it does with more requests than it bears. */
    enum Beyond {
        /** Answers 503 at once. */
        REFUSE,
        /** Lets them wait for their turn. */
        QUEUE
    }

    private static final int BACKLOG = 1_024;
    private static final byte[] PAGE =
            ("<!doctype html><html lang=\"en\"><head><title>Orders</title></head><body><h1>Orders"
                            + "</h1><p>All of them.</p></body></html>")
                    .getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration delay;
    private final Semaphore room;
    private final Beyond beyond;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    /**
     * @param delay before each answer
     * @param bears requests at a time
     */
    SlowSite(Duration delay, int bears, Beyond beyond) throws IOException {
        this.delay = delay;
        this.room = new Semaphore(bears, true);
        this.beyond = beyond;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address, without a slash at the end. */
    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Most requests that were there at a time. */
    int most() {
        return most.get();
    }

    /** Requests that were answered with 503. */
    int refused() {
        return refused.get();
    }

    /** Requests that were answered with 200. */
    int answered() {
        return answered.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        int now = inside.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        int status = 200;
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (beyond == Beyond.QUEUE) {
                room.acquireUninterruptibly();
                pause();
                room.release();
            } else if (room.tryAcquire()) {
                pause();
                room.release();
            } else {
                status = 503;
            }
            (status == 200 ? answered : refused).incrementAndGet();
            inside.decrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(status, PAGE.length);
            exchange.getResponseBody().write(PAGE);
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

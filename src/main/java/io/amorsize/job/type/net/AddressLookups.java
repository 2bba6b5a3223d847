package io.amorsize.job.type.net;

import io.amorsize.job.spi.ItemFailure;
import io.amorsize.job.spi.ItemFailure.Kind;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves on threads of its own, because a look-up cannot be interrupted and would hold the carrier of a virtual
 * thread. Callers that ask for the same name at the same time share one look-up.
 */
final class AddressLookups implements AutoCloseable {

    private static final int THREADS = 16;

    private static final long IDLE_SECONDS = 30;

    private final AddressResolver resolver;
    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("name-lookup-", 0).factory());

    AddressLookups(AddressResolver resolver) {
        this.resolver = resolver;
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What the host stands for; itself if it is an address.
     *
     * @throws ItemFailure if that cannot be found out before the deadline
     */
    List<InetAddress> addressesOf(Origin origin, Deadline deadline) throws ItemFailure, InterruptedException {
        if (origin.address().isPresent()) {
            return List.of(origin.address().get());
        }
        try {
            return lookUp(origin.host()).get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new ItemFailure(
                    "UNKNOWN_HOST", Kind.TARGET, origin.host() + " stands for no address.", null, e.getCause());
        } catch (TimeoutException e) {
            throw new ItemFailure(
                    "UNKNOWN_HOST",
                    Kind.TARGET,
                    "The address of " + origin.host() + " was not found in time.",
                    null,
                    e);
        }
    }

    private CompletableFuture<List<InetAddress>> lookUp(String host) {
        CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> first = running.putIfAbsent(host, mine);
        if (first != null) {
            return first;
        }
        mine.completeAsync(() -> resolve(host), threads);
        return mine.whenComplete((addresses, failure) -> running.remove(host, mine));
    }

    private List<InetAddress> resolve(String host) {
        try {
            return List.copyOf(resolver.resolve(host));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

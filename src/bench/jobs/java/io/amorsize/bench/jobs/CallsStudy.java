package io.amorsize.bench.jobs;

import io.amorsize.validation.Shown;
import io.amorsize.validation.Statistics;
import io.amorsize.validation.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How much faster do items that wait for others get? Each round calls a server that was never called before. */
final class CallsStudy implements Study {

    private static final int ORDERS = 1_000;
    private static final Duration ORDER_TIME = Duration.ofMillis(45);
    private static final int PAGES = 200;
    private static final Duration PAGE_TIME = Duration.ofMillis(335);
    private static final int BEARABLE = 50;

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public String title() {
        return "Items that call others";
    }

    private record Site(Duration delay, int bears, SlowSite.Beyond beyond) {

        SlowSite open() throws Exception {
            return new SlowSite(delay, bears, beyond);
        }
    }

    /** What was seen of a job. */
    private record Seen(double seconds, double serialSeconds, int most, int refused, int failed, String plan) {}

    @Override
    public String run(JobClient jobs, int rounds) throws Exception {
        Site free = new Site(ORDER_TIME, Integer.MAX_VALUE, SlowSite.Beyond.QUEUE);
        Site pages = new Site(PAGE_TIME, Integer.MAX_VALUE, SlowSite.Beyond.QUEUE);
        Table table = new Table(
                "job",
                "rounds",
                "s, median",
                "least",
                "greatest",
                "by the sum of its items",
                "most at a time",
                "refused",
                "failed items",
                "last plan");
        row(table, "1,000 orders of 45 ms, one worker", jobs, 1, free, site -> orders(site, JobPlan.fixed(1, 1)));
        row(table, "1,000 orders of 45 ms, AUTO", jobs, rounds, free, site -> orders(site, JobPlan.AUTO));
        row(
                table,
                "the same, the server does 50 at a time and lets others wait",
                jobs,
                rounds,
                new Site(ORDER_TIME, BEARABLE, SlowSite.Beyond.QUEUE),
                site -> orders(site, JobPlan.AUTO));
        Site refusing = new Site(ORDER_TIME, BEARABLE, SlowSite.Beyond.REFUSE);
        row(
                table,
                "the same, the server does 50 at a time and refuses others with 503, 50 workers",
                jobs,
                rounds,
                refusing,
                site -> orders(site, JobPlan.fixed(BEARABLE, 1)));
        row(
                table,
                "the same, the server does 50 at a time and refuses others with 503, AUTO",
                jobs,
                1,
                refusing,
                site -> orders(site, JobPlan.AUTO));
        row(table, "200 pages of 335 ms, one worker", jobs, 1, pages, site -> analyses(site, JobPlan.fixed(1, 1)));
        row(table, "200 pages of 335 ms, AUTO", jobs, rounds, pages, site -> analyses(site, JobPlan.AUTO));
        return table.markdown();
    }

    private static String orders(SlowSite site, JobPlan plan) {
        String parameters = "{\"url\":\"" + site.address() + "/orders/{index}\",\"method\":\"POST\",\"body\":\"{}\"}";
        return JobRequests.range("http", parameters, ORDERS, plan);
    }

    private static String analyses(SlowSite site, JobPlan plan) {
        List<String> items = IntStream.range(0, PAGES)
                .mapToObj(page -> "{\"url\":\"" + site.address() + "/pages/" + page + "\"}")
                .toList();
        return JobRequests.documents("url-analysis", "{}", items, plan);
    }

    private static void row(
            Table table, String name, JobClient jobs, int rounds, Site place, Function<SlowSite, String> request)
            throws Exception {
        List<Seen> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (SlowSite site = place.open()) {
                JobEnd end = jobs.ended(request.apply(site));
                all.add(new Seen(
                        end.seconds(),
                        end.busySeconds(),
                        site.most(),
                        site.refused(),
                        end.job().path("progress").path("failed").asInt(),
                        end.plan()));
            }
        }
        double[] seconds = all.stream().mapToDouble(Seen::seconds).toArray();
        double[] gains = all.stream()
                .mapToDouble(seen -> seen.serialSeconds() / seen.seconds())
                .toArray();
        table.row(
                name,
                Integer.toString(rounds),
                Shown.hundredths(Statistics.quantile(seconds, 0.5)),
                Shown.hundredths(Statistics.quantile(seconds, 0)),
                Shown.hundredths(Statistics.quantile(seconds, 1)),
                Shown.significant(Statistics.quantile(gains, 0.5)),
                Integer.toString(all.stream().mapToInt(Seen::most).max().orElse(0)),
                Integer.toString(all.stream().mapToInt(Seen::refused).max().orElse(0)),
                Integer.toString(all.stream().mapToInt(Seen::failed).max().orElse(0)),
                all.getLast().plan());
    }
}

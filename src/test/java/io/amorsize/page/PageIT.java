package io.amorsize.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.amorsize.testing.PackagedService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at {@code /} and Swagger UI, used in a browser against the packaged service. */
class PageIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FORMATS =
            "bytes, count, factor, factors, percent, probability, seconds, editableSeconds,"
                    + " parseBytes, parseNumber, parseNumbers, parsePercent, parseSeconds";
    private static final String RECOMMENDATIONS = "**/v1/recommendations";

    private static @Nullable Chromium chromium;
    private static @Nullable PackagedService service;

    private final List<String> complaints = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout(Chromium.PATIENCE_MILLIS);
        Chromium started = Chromium.start();
        chromium = started;
        service = PackagedService.start(Map.of());
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void openPage() {
        page = openPage(1280, 1400);
    }

    @AfterEach
    void closePage() {
        page.context().close();
    }

    private Page openPage(int width, int height) {
        Page opened = Objects.requireNonNull(chromium)
                .browser()
                .newContext(new Browser.NewContextOptions().setViewportSize(width, height))
                .newPage();
        opened.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        opened.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        opened.onPageError(complaints::add);
        return opened;
    }

    private String at(String path) {
        return Objects.requireNonNull(service).api() + path;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private Response answerTo(Runnable action) {
        return page.waitForResponse(RECOMMENDATIONS, action);
    }

    private Locator example(int index) {
        return page.locator("#examples button").nth(index);
    }

    @Test
    void hostPanelShowsWhatTheApiSaysAndNothingIsComplainedAbout() {
        Response host = page.waitForResponse("**/v1/host", () -> page.navigate(at("/")));

        Locator cpus = page.locator("[data-tile=cpus] .tile-value");
        assertThat(cpus).isVisible();
        assertThat(Double.parseDouble(cpus.textContent().replace(",", "")))
                .isCloseTo(read(host.text()).at("/cpu/effectiveCpus").asDouble(), within(0.01));
        assertThat(page.locator("#headline")).hasCount(0);
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void exampleIsAnsweredAndDrawn(int index) {
        page.navigate(at("/"));

        Response response = answerTo(() -> example(index).click());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.request().postData())
                .isEqualTo(page.locator("#json").inputValue());
        JsonNode answer = read(response.text());
        String workers = answer.path("workers").asText();
        assertThat(page.locator("#headline")).hasAttribute("data-workers", workers);
        assertThat(page.locator("svg.chart-svg")).hasAttribute("data-chosen", workers);
        int points = answer.path("curve").size();
        assertThat(points).isPositive();
        assertThat(pathPoints("path.chart-curve")).isEqualTo(points);
        assertThat(pathPoints("path.chart-band")).isEqualTo(2 * points);
        assertThat(complaints).isEmpty();
    }

    private int pathPoints(String selector) {
        String path = page.locator(".chart-svg " + selector).getAttribute("d");
        assertThat(path).doesNotContain("NaN").doesNotContain("Infinity");
        return path.split("[ML]", -1).length - 1;
    }

    @Test
    void headlineNamesWorkersAndChunkSize() {
        page.navigate(at("/"));
        String answer = """
                {"decision": "PARALLEL", "workers": 8, "chunkSize": 13, "chunks": 77, "executor": "VIRTUAL_THREADS",
                 "estimate": {"serialSeconds": 45, "parallelSeconds": 5.76, "probabilityFaster": 1, "efficiency": 0.98,
                   "expectedRegret": 0, "speedup": {"value": 7.81, "interval50": [7.6, 8], "interval90": [7.1, 8.4]}},
                 "curve": [{"workers": 1, "chunkSize": 1000, "seconds": 45, "speedup": 1, "low90": 1, "high90": 1},
                   {"workers": 8, "chunkSize": 13, "seconds": 5.76, "speedup": 7.81, "low90": 7.1, "high90": 8.4}],
                 "nextProbe": {"workers": 6, "chunkSize": 10, "expectedRegretReduction": 0.02},
                 "warnings": [{"code": "FEW_SAMPLES", "message": "<img src=x onerror='document.title=1'>"}],
                 "explanation": ["<script>document.title = 1</script>"]}
                """;
        answerWith(200, "application/json", answer);

        example(0).click();

        assertThat(page.locator("#headline")).hasText("Run with 8 workers, 13 items per chunk");
        assertThat(page.locator("#answer-status")).hasText("Run with 8 workers, 13 items per chunk. Speed-up 7.81×.");
        assertThat(page.locator(".figure").first()).containsText("7.10–8.40×");
        assertThat(page.locator(".steps")).hasText("<script>document.title = 1</script>");
        assertThat(page.locator("#answer img, #answer script")).hasCount(0);
        assertThat(page).hasTitle("Amorsize");

        Locator chart = page.getByRole(AriaRole.SLIDER);
        chart.focus();
        chart.press("Home");
        assertThat(chart).hasAttribute("aria-valuenow", "1");
        assertThat(page.locator(".chart-tip")).containsText("1 worker");

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add this run"))
                .click();
        assertThat(read(page.locator("#json").inputValue()).at("/workload/observations/0/workers"))
                .hasToString("6");
        assertThat(page.locator(".outdated")).isVisible();
    }

    private void answerWith(int status, String mediaType, String body) {
        page.route(
                RECOMMENDATIONS,
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType(mediaType)
                        .setBody(body)));
    }

    @Test
    void invalidFieldShowsTheProblemAtTheField() {
        page.navigate(at("/"));
        answerTo(() -> example(0).click());
        page.locator("#items").fill("0");

        Response response = answerTo(() -> page.locator("#submit").click());

        assertThat(response.status()).isEqualTo(400);
        String message = StreamSupport.stream(
                        read(response.text()).path("errors").spliterator(), false)
                .filter(error -> error.path("pointer").asText().equals("/workload/items"))
                .map(error -> error.path("message").asText())
                .findFirst()
                .orElseThrow();
        assertThat(page.locator("#items-error")).hasText(message);
        assertThat(page.locator("#items")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#error-summary")).containsText(message);
        page.locator("#error-summary a").first().click();
        assertThat(page.locator("#items")).isFocused();

        page.locator("#items").fill("1000");
        assertThat(page.locator("#items-error")).isHidden();
        assertThat(page.locator("#error-summary")).isHidden();
    }

    @Test
    void fieldsAndJsonStayInStep() {
        page.navigate(at("/"));
        page.locator("#items").fill("1,000");
        page.locator("#mean").fill("45 ms");
        page.locator("#cpu-share").fill("2 %");
        page.locator("#memory").fill("40 MiB");

        JsonNode written = read(page.locator("#json").inputValue());
        assertThat(written).isEqualTo(read("""
                        {"workload": {"items": 1000, "itemTime": {"meanSeconds": 0.045}, "cpuShare": 0.02,
                         "memoryPerWorkerBytes": 41943040}}
                        """));

        page.locator("#tab-json").click();
        page.locator("#json").fill("""
                {"workload": {"items": 7, "samples": {"wallSeconds": [0.5, 2]}, "ordered": true}}""");
        page.locator("#tab-fields").click();
        assertThat(page.locator("#items")).hasValue("7");
        assertThat(page.locator("#wall")).hasValue("0.5 2");
        assertThat(page.locator("#mean")).hasValue("");
        assertThat(page.locator("#beyond")).containsText("workload.ordered");

        page.locator("#tab-json").click();
        page.locator("#json").fill("{\"workload\": {,}}");
        assertThat(page.locator("#json-error")).containsText("Line 1");
        page.locator("#tab-fields").click();
        assertThat(page.locator("#items")).isDisabled();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            seconds(0.045)                                  | 45 ms
            seconds(0)                                      | 0 s
            seconds(0.00000019)                             | 190 ns
            seconds(61.04)                                  | 61 s
            seconds(150)                                    | 2 min 30 s
            seconds(7260)                                   | 2 h 1 min
            seconds(8e20)                                   | 2.54 × 10¹³ years
            factor(1)                                       | 1×
            factors([3.3, 3.604])                           | 3.30–3.60×
            probability(1)                                  | > 99.9 %
            percent(0.00000013)                             | < 0.01 %
            count(123456789012345)                          | 123,456,789,012,345
            bytes(41943040)                                 | 40 MiB
            parseSeconds('45 ms')                           | 0.045
            parseSeconds('1e-3')                            | 0.001
            parseBytes('2 KiB')                             | 2048
            parsePercent('7 %')                             | 0.07
            parseNumber('1,000')                            | 1000
            parseNumbers('[1, 2.5;3]').join(' ')            | 1 2.5 3
            parseSeconds(editableSeconds(0.0453217))        | 0.0453217
            """)
    void figuresAreWrittenAndRead(String call, String expected) {
        page.navigate(at("/"));

        Object written = page.evaluate("import('/js/format.js').then(({ " + FORMATS + " }) => String(" + call + "))");

        assertThat(written.toString().replace('\u00a0', ' ')).isEqualTo(expected);
    }

    @Test
    void unreachableServiceIsSaid() {
        page.navigate(at("/"));
        page.route(RECOMMENDATIONS, Route::abort);

        example(0).click();

        assertThat(page.locator("#error-summary")).containsText("The service does not answer");
    }

    @Test
    void answerFitsIntoANarrowWindow() {
        page.context().close();
        page = openPage(360, 740);
        page.navigate(at("/"));

        answerTo(() -> example(2).click());

        assertThat(page.locator("svg.chart-svg")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    @Test
    void swaggerUiExecutesARecommendation() {
        page.navigate(at("/q/swagger-ui"));
        Locator operation = page.locator(".opblock-post")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".opblock-summary-path[data-path='/v1/recommendations']")));
        operation.locator(".opblock-summary-control").click();
        operation.locator(".try-out__btn").click();

        Response response = page.waitForResponse(
                answer -> answer.url().contains("/v1/recommendations")
                        && answer.request().method().equals("POST"),
                () -> operation.locator("button.execute").click());

        assertThat(response.status()).isEqualTo(200);
        assertThat(operation.locator(".live-responses-table tr.response .response-col_status"))
                .containsText("200");
    }
}

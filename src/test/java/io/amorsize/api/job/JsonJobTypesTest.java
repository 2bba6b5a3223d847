package io.amorsize.api.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amorsize.api.json.Violations;
import io.amorsize.api.problem.Violation;
import io.amorsize.job.InputItem;
import io.amorsize.job.InvalidDocument;
import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;
import io.amorsize.job.spi.JsonText;
import io.amorsize.testing.EchoType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonJobTypesTest {

    private static final JsonJobTypes TYPES = new JsonJobTypes(List.of(new EchoType()));

    private final JsonJobType<EchoType.Parameters, EchoType.Item, EchoType.Result> echo =
            new JsonJobType<>(new EchoType());

    private static InputItem item(String json) {
        return new InputItem(0, json, Optional.empty());
    }

    @Test
    void knowsTypesByName() {
        assertThat(TYPES.all()).hasSize(1);
        assertThat(TYPES.named("echo").orElseThrow().description().name()).isEqualTo("echo");
        assertThat(TYPES.named("other")).isEmpty();
    }

    @Test
    void readsItems() throws InvalidDocument {
        assertThat(echo.item(item("{\"text\":\"a\",\"extra\":[1.0]}")))
                .isEqualTo(new EchoType.Item("a", null, new JsonText("[1.0]")));
        assertThat(echo.itemOfRange(7).text()).isEqualTo("7");
        assertThat(echo.item(item("7")).text()).isEqualTo("7");
    }

    @Test
    void tellsAllThatIsWrongWithAnItem() {
        assertThatThrownBy(() -> echo.item(item("{\"txt\":\"a\"}")))
                .isInstanceOf(InvalidDocument.class)
                .hasMessage("/txt is not a field here; did you mean text? /text is missing.");
        assertThatThrownBy(() -> echo.item(item("nope"))).hasMessageStartingWith("The document is not valid JSON");
    }

    @Test
    void pointsAtWhatIsWrongWithADocument() {
        Violations violations = new Violations();

        echo.checkItem("{\"text\":1}", "/items/3", violations);
        echo.checkParameters("{\"prefix\":\"01234567890\"}", "/parameters", violations);

        assertThat(violations.toList())
                .extracting(Violation::pointer)
                .containsExactly("/items/3/text", "/parameters/prefix");
    }

    @Test
    void opensWithParameters() throws Exception {
        try (ItemRunner<EchoType.Item, EchoType.Result> runner = echo.open("{\"prefix\":\"x\"}")) {
            assertThat(runner.target(echo.itemOfRange(7))).isEmpty();
        }
        assertThatThrownBy(() -> echo.open("{\"prefix\":\"forbidden\"}")).isInstanceOf(JobRefused.class);
        assertThatThrownBy(() -> echo.open("{\"prefix\":1}")).isInstanceOf(InvalidDocument.class);
    }

    @Test
    void writesResultsWithoutWhatIsNull() {
        assertThat(echo.result(new EchoType.Result("é\u0000", null))).isEqualTo("{\"text\":\"é\\u0000\"}");
        assertThat(echo.result(new EchoType.Result("", new JsonText("{\"a\": 1.50}"))))
                .isEqualTo("{\"text\":\"\",\"extra\":{\"a\":1.50}}");
    }

    @Test
    void refusesTwoOfAName() {
        assertThatThrownBy(() -> new JsonJobTypes(List.of(new EchoType(), new EchoType())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("echo");
    }

    private record Undescribed(String text) {}

    private static final class Careless implements JobType<Undescribed, EchoType.Item, EchoType.Result> {

        @Override
        public JobTypeDescription<Undescribed, EchoType.Item, EchoType.Result> description() {
            return JobTypeDescription.of(
                    "careless",
                    "Does nothing.",
                    Undescribed.class,
                    EchoType.Item.class,
                    EchoType.Result.class,
                    Activity.COMPUTES);
        }

        @Override
        public ItemRunner<EchoType.Item, EchoType.Result> open(Undescribed parameters) {
            return (item, context) -> new EchoType.Result(item.text(), null);
        }
    }

    @Test
    void refusesTypesThatDoNotSayWhatTheyTake() {
        assertThatThrownBy(() -> new JsonJobTypes(List.of(new Careless())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@Schema");
    }
}

package io.amorsize.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amorsize.testing.PackagedService;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is the stored one, and true. */
class OpenApiIT {

    private static final Path STORED = Path.of("docs/openapi.yaml");
    private static final String REFRESH = "mvn verify -Dit.test=OpenApiIT -Dopenapi.update=true";

    private static PackagedService service;
    private static RequestSpecification json;
    private static JsonNode document;

    @BeforeAll
    static void start() throws IOException {
        service = PackagedService.start(Map.of());
        json = new RequestSpecBuilder()
                .setBaseUri(service.api())
                .setContentType(ContentType.JSON)
                .build();
        document = new ObjectMapper()
                .readTree(given(json).get("/q/openapi?format=json").asByteArray());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void isTheStoredDocument() throws IOException {
        String served = given(json).get("/q/openapi?format=yaml").asString();
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(STORED, served);
        }

        assertThat(served)
                .as("The interface has changed. If that is meant, run `" + REFRESH + "` and commit " + STORED + ".")
                .isEqualTo(Files.readString(STORED));
    }

    @Test
    void describesEveryFieldAndEveryResponse() {
        for (Map.Entry<String, JsonNode> schema :
                document.at("/components/schemas").properties()) {
            for (Map.Entry<String, JsonNode> field :
                    schema.getValue().path("properties").properties()) {
                JsonNode described = field.getValue().has("description")
                        ? field.getValue()
                        : document.at(
                                field.getValue().path("$ref").asText("#/none").substring(1));
                assertThat(described.path("description").asText())
                        .as(schema.getKey() + "." + field.getKey())
                        .endsWith(".");
            }
        }
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                assertThat(operation.path("description").asText())
                        .as(operation.path("operationId").asText())
                        .endsWith(".");
                assertThat(operation.path("responses").has("500")).isTrue();
            }
        }
        assertThat(document.has("servers")).isFalse();
        assertThat(document.at("/info/license/name").asText()).isNotEmpty();
    }

    @Test
    void canBeTriedInTheBrowser() {
        assertThat(given(json)
                        .get("/q/swagger-ui/")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .contains("swagger-ui");
    }

    @Test
    void givesExamplesThatAreAnswered() {
        String id = given(json)
                .body(document.at("/paths/~1v1~1recommendations/post/requestBody/content/application~1json/examples"
                                + "/waiting/value")
                        .toString())
                .post("/v1/recommendations")
                .path("id");
        int sent = 0;
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            JsonNode post = path.getValue().path("post");
            int success = Stream.of(201, 202)
                    .filter(status -> post.path("responses").has(Integer.toString(status)))
                    .findFirst()
                    .orElse(200);
            JsonNode examples = post.at("/requestBody/content/application~1json/examples");
            for (Map.Entry<String, JsonNode> example : examples.properties()) {
                given(json)
                        .body(example.getValue().path("value").toString())
                        .post(path.getKey().replace("{id}", id))
                        .then()
                        .statusCode(success);
                sent++;
            }
        }
        assertThat(sent).isGreaterThanOrEqualTo(9);
    }

    @Test
    void givesFieldExamplesAndRangesThatAreKept() {
        int tried = 0;
        for (String name :
                new String[] {"Workload", "ItemTime", "Overheads", "Objective", "Constraints", "StatedHost"}) {
            for (Map.Entry<String, JsonNode> field :
                    document.at("/components/schemas/" + name + "/properties").properties()) {
                JsonNode schema = field.getValue();
                if (schema.has("examples")) {
                    expect(name, field.getKey(), schema.at("/examples/0").toString(), null);
                }
                if (schema.has("minimum") && schema.has("maximum")) {
                    double least = schema.path("minimum").asDouble();
                    double most = schema.path("maximum").asDouble();
                    String pointer = pointer(name, field.getKey());
                    expect(name, field.getKey(), number(least, schema), null);
                    expect(name, field.getKey(), number(most, schema), null);
                    expect(
                            name,
                            field.getKey(),
                            least == 0 ? "-1" : number(least, schema).equals("1") ? "0" : "1e-12",
                            pointer);
                    expect(name, field.getKey(), number(most * 10, schema), pointer);
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThanOrEqualTo(25);
    }

    private static String number(double value, JsonNode schema) {
        return schema.path("type").asText().equals("integer")
                ? BigDecimal.valueOf(value).toBigInteger().toString()
                : value == 1 ? "1" : Double.toString(value);
    }

    private static String pointer(String schema, String field) {
        return switch (schema) {
            case "Workload" -> "/workload/" + field;
            case "ItemTime" -> "/workload/itemTime/" + field;
            case "StatedHost" -> "/host/" + field;
            default -> "/" + schema.toLowerCase(Locale.ROOT) + "/" + field;
        };
    }

    /**
     * Sends one field beside the fewest others.
     *
     * @param refusedAt where a range must be refused; null if none may be refused there
     */
    private static void expect(String schema, String field, String value, @Nullable String refusedAt) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            ObjectNode body = (ObjectNode)
                    mapper.readTree(
                            "{\"workload\":{\"items\":10,\"itemTime\":{\"meanSeconds\":0.1}},\"host\":{\"logicalProcessors\":100000}}");
            String pointer = pointer(schema, field);
            String parent = pointer.substring(0, pointer.lastIndexOf('/'));
            JsonNode place = body.at(parent);
            ObjectNode into = place.isObject() ? (ObjectNode) place : body.putObject(parent.substring(1));
            if (schema.equals("ItemTime")) {
                into.removeAll();
                if (!field.equals("meanSeconds")) {
                    into.put("meanSeconds", 1e-9);
                }
            }
            into.set(field, mapper.readTree(value));
            var response = given(json).body(body.toString()).post("/v1/recommendations?detail=summary");
            String what = body + " gave " + response.asString();
            String errors = response.statusCode() == 200 ? "" : response.asString();
            if (refusedAt == null) {
                assertThat(errors)
                        .as(what)
                        .doesNotContain("\"" + pointer + "\",\"code\":\"OUT_OF_RANGE\"", "WRONG_TYPE");
            } else {
                assertThat(errors).as(what).contains("\"" + pointer + "\",\"code\":\"OUT_OF_RANGE\"");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

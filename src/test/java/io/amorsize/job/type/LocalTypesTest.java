package io.amorsize.job.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.amorsize.api.job.JsonJobTypes;
import io.amorsize.job.BoundType;
import io.amorsize.job.InputItem;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.type.command.CommandSettings;
import io.amorsize.job.type.command.CommandType;
import io.amorsize.job.type.command.Program;
import io.amorsize.job.type.image.ImageSettings;
import io.amorsize.job.type.image.ImageThumbnailType;
import io.amorsize.job.type.synthetic.SyntheticType;
import io.amorsize.testing.ItemTry;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The types that need nothing but this machine, from JSON to JSON. */
@Timeout(60)
class LocalTypesTest {

    @TempDir
    private Path folder;

    @Test
    void synthetic() throws Exception {
        assertThat(run("synthetic", "{\"sleepSeconds\":0.001}", "{\"index\":7}"))
                .isEqualTo("{\"index\":7,\"sleepSeconds\":0.001}");
    }

    @Test
    void command() throws Exception {
        assertThat(run("command", "{\"program\":\"echo\"}", "{\"input\":{\"a\":[1.50,\"\\n\"]}}"))
                .isEqualTo("{\"output\":{\"index\":3,\"attempt\":1,\"idempotencyKey\":\"job-1/3\","
                        + "\"item\":{\"a\":[1.50,\"\\n\"]}}}");
    }

    @Test
    void imageThumbnail() throws Exception {
        Path source = folder.resolve("in.png");
        ImageIO.write(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", source.toFile());

        assertThat(run(
                        "image-thumbnail",
                        "{\"maxWidth\":10,\"maxHeight\":10,\"format\":\"PNG\"}",
                        "{\"source\":\"" + source + "\",\"target\":\"" + folder + "/out.png\"}"))
                .contains("\"sourceFormat\":\"png\"", "\"width\":1", "\"format\":\"PNG\"");
    }

    private String run(String name, String parameters, String item) throws Exception {
        return run(types().named(name).orElseThrow(), parameters, item);
    }

    private static <I extends Record, R extends Record> String run(BoundType<I, R> type, String parameters, String item)
            throws Exception {
        try (ItemRunner<I, R> runner = type.open(parameters)) {
            return type.result(runner.run(type.item(new InputItem(3, item, Optional.empty())), ItemTry.first(3)));
        }
    }

    private JsonJobTypes types() throws IOException {
        Path echo = Files.writeString(folder.resolve("Echo.java"), """
                void main() throws Exception {
                    for (String line = IO.readln(); line != null; line = IO.readln()) {
                        IO.println("{\\"result\\":" + line + "}");
                    }
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Program program = new Program("echo", List.of(java, echo.toString()), Map.of());
        return new JsonJobTypes(List.of(
                new SyntheticType(),
                new CommandType(CommandSettings.of(List.of(program))),
                new ImageThumbnailType(new ImageSettings(List.of(folder), 1_000, 10_000, 1 << 20))));
    }
}

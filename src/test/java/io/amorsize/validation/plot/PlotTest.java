package io.amorsize.validation.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {

    private static Element parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    @Test
    void aLinePlotIsWellFormedAndHasWhatItWasGiven() throws Exception {
        double[] x = {1, 2, 4, 8};
        String svg = new LinePlot("Speed & <time>", "workers", "speed-up")
                .logarithmicX()
                .band("90 %", x, new double[] {1, 1.5, 2, 3}, new double[] {1, 2, 4, 8})
                .line("predicted", x, new double[] {1, 1.8, 3, 5})
                .points("measured", x, new double[] {1, 1.9, 3.5, 4})
                .svg();

        Element root = parsed(svg);

        assertThat(root.getElementsByTagName("path").getLength()).isEqualTo(2);
        assertThat(root.getElementsByTagName("circle").getLength()).isEqualTo(8);
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Speed & <time>");
        assertThat(svg).contains("prefers-color-scheme:dark").doesNotContain("<script");
    }

    /** 64 to 704 are the ends of the horizontal axis: on a logarithmic one 2 of 1..4 stands in the middle. */
    @Test
    void equalRatiosAreEqualDistances() throws Exception {
        double[] x = {1, 2, 4};
        NodeList points = parsed(new LinePlot("t", "x", "y")
                        .logarithmicX()
                        .points("p", x, x)
                        .svg())
                .getElementsByTagName("circle");

        assertThat(points.item(0).getAttributes().getNamedItem("cx").getNodeValue())
                .isEqualTo("64.0");
        assertThat(points.item(1).getAttributes().getNamedItem("cx").getNodeValue())
                .isEqualTo("384.0");
        assertThat(points.item(2).getAttributes().getNamedItem("cx").getNodeValue())
                .isEqualTo("704.0");
    }

    @Test
    void aBarPlotLeavesOutWhatIsNotKnown() throws Exception {
        Element root = parsed(new BarPlot("t", "regret", List.of("a", "b"))
                .bars("one", new double[] {0.1, Double.NaN}, new double[] {0.01, Double.NaN})
                .bars("two", new double[] {0.2, 0.3}, new double[] {Double.NaN, 0.02})
                .target(0.25)
                .svg());

        // Three bars and the two squares of the legend.
        assertThat(root.getElementsByTagName("rect").getLength()).isEqualTo(5);
        assertThat(lines(root, "error")).isEqualTo(2);
        assertThat(lines(root, "target")).isEqualTo(1);
    }

    private static long lines(Element root, String kind) {
        NodeList lines = root.getElementsByTagName("line");
        return IntStream.range(0, lines.getLength())
                .filter(i -> lines.item(i)
                        .getAttributes()
                        .getNamedItem("class")
                        .getNodeValue()
                        .equals(kind))
                .count();
    }

    @Test
    void marksAreRound() {
        assertThat(new Scale(0, 0.27, 0, 1, false).marks().stream().map(Scale::figure))
                .containsExactly("0", "0.05", "0.1", "0.15", "0.2", "0.25");
        assertThat(new Scale(1, 256, 0, 1, true).marks().stream().map(Scale::figure))
                .containsExactly("1", "2", "4", "8", "16", "32", "64", "128", "256");
    }

    @Test
    void aSeriesNeedsAValueForEachPlace() {
        assertThatThrownBy(() -> new LinePlot("t", "x", "y").line("l", new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinePlot("t", "x", "y").svg()).isInstanceOf(IllegalStateException.class);
    }
}

package io.amorsize.validation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The canvas of a plot: frame, axes, legend and title. For one thread. */
final class Picture {

    static final double WIDTH = 720;
    static final double LEFT = 64;
    static final double RIGHT = WIDTH - 16;
    static final double TOP = 40;
    static final double BOTTOM = 320;

    private static final double HEIGHT = 400;
    private static final double LEGEND = 390;

    /** Width of a character and height of a line of text, about. */
    private static final double CHARACTER = 7.2;

    private static final double LINE = 15;

    /** Hues that people with any colour vision can tell apart (M. Okabe, K. Ito), lighter ones for dark pages. */
    private static final String STYLE = """
            <style>
            text{font:13px sans-serif;fill:#222}.title{font-size:15px;font-weight:bold}.grid{stroke:#ddd}.axis{stroke:#222}
            .s0{stroke:#0072b2;fill:#0072b2}.s1{stroke:#d55e00;fill:#d55e00}.s2{stroke:#007a5a;fill:#007a5a}
            .s3{stroke:#a0457a;fill:#a0457a}.s4{stroke:#777;fill:#777}.s5{stroke:#9a7b00;fill:#9a7b00}
            .line{fill:none;stroke-width:2}.band{stroke:none;opacity:.2}.error{stroke:#222}
            .target{stroke:#222;stroke-dasharray:6 4}
            @media(prefers-color-scheme:dark){
            text{fill:#ddd}.grid{stroke:#444}.axis{stroke:#ddd}.error{stroke:#ddd}.target{stroke:#ddd}
            .s0{stroke:#56b4e9;fill:#56b4e9}.s1{stroke:#f28e4b;fill:#f28e4b}.s2{stroke:#2fc99a;fill:#2fc99a}
            .s3{stroke:#dc8fc0;fill:#dc8fc0}.s4{stroke:#aaa;fill:#aaa}.s5{stroke:#e8c33c;fill:#e8c33c}.line{fill:none}.band{stroke:none}
            }
            </style>
            """;

    private static final int HUES = 6;

    private final StringBuilder body = new StringBuilder();
    private final List<String> names = new ArrayList<>();
    private final String title;

    Picture(String title, String below, String beside) {
        this.title = title;
        text("title", LEFT, 22, "start", title);
        text("", (LEFT + RIGHT) / 2, BOTTOM + 40, "middle", below);
        add("<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 16 %s)\">%s</text>"
                .formatted(at(16), at((TOP + BOTTOM) / 2), at((TOP + BOTTOM) / 2), escaped(beside)));
    }

    /** The class of the next series, which gets this name in the legend. */
    String series(String name) {
        names.add(name);
        return "s" + (names.size() - 1) % HUES;
    }

    void add(String element) {
        body.append(element).append('\n');
    }

    void text(String kind, double x, double y, String anchor, String text) {
        add("<text%s x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(kind.isEmpty() ? "" : " class=\"" + kind + "\"", at(x), at(y), anchor, escaped(text)));
    }

    /** Text in the middle of a column, a new line before each word that does not fit into its width. */
    void wrapped(double x, double y, double width, String text) {
        StringBuilder line = new StringBuilder();
        double height = y;
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && (line.length() + 1 + word.length()) * CHARACTER > width) {
                text("", x, height, "middle", line.toString());
                line.setLength(0);
                height += LINE;
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        text("", x, height, "middle", line.toString());
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(kind, at(x1), at(y1), at(x2), at(y2)));
    }

    /** A grid line across at height {@code y} with its figure. */
    void heightMark(double y, String figure) {
        line("grid", LEFT, y, RIGHT, y);
        text("", LEFT - 6, y + 4, "end", figure);
    }

    /** A coordinate with a tenth of a pixel. */
    static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String svg() {
        line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        line("axis", LEFT, TOP, LEFT, BOTTOM);
        double x = LEFT;
        for (int i = 0; i < names.size(); i++) {
            add("<rect class=\"s%d\" x=\"%s\" y=\"%s\" width=\"12\" height=\"12\"/>"
                    .formatted(i % HUES, at(x), at(LEGEND - 11)));
            text("", x + 17, LEGEND, "start", names.get(i));
            x += 34 + CHARACTER * names.get(i).length();
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\">\n<title>%s</title>\n"
                        .formatted(at(WIDTH), at(HEIGHT), escaped(title))
                + STYLE + body + "</svg>\n";
    }
}

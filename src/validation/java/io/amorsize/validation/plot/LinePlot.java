package io.amorsize.validation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Lines, bands and points over a common axis. For one thread. */
public final class LinePlot {

    private enum Shape {
        LINE,
        BAND,
        POINTS
    }

    /** In a band {@code high} is its upper edge; otherwise it equals {@code y}. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Series(Shape shape, String name, double[] x, double[] y, double[] high) {}

    private final List<Series> series = new ArrayList<>();
    private final String title;
    private final String below;
    private final String beside;
    private boolean logarithmicX;
    private boolean logarithmicY;

    /**
     * @param title of the picture
     * @param below label of the horizontal axis
     * @param beside label of the vertical axis
     */
    public LinePlot(String title, String below, String beside) {
        this.title = title;
        this.below = below;
        this.beside = beside;
    }

    /** Makes equal ratios equal distances on the horizontal axis; all x must be above 0. */
    public LinePlot logarithmicX() {
        logarithmicX = true;
        return this;
    }

    /** Makes equal ratios equal distances on the vertical axis; all y must be above 0. */
    public LinePlot logarithmicY() {
        logarithmicY = true;
        return this;
    }

    /** Adds a line through points, ascending by x. */
    public LinePlot line(String name, double[] x, double[] y) {
        return add(Shape.LINE, name, x, y, y);
    }

    /** Adds separate points. */
    public LinePlot points(String name, double[] x, double[] y) {
        return add(Shape.POINTS, name, x, y, y);
    }

    /** Adds the area between two lines, ascending by x. */
    public LinePlot band(String name, double[] x, double[] low, double[] high) {
        return add(Shape.BAND, name, x, low, high);
    }

    private LinePlot add(Shape shape, String name, double[] x, double[] y, double[] high) {
        if (x.length == 0 || x.length != y.length || x.length != high.length) {
            throw new IllegalArgumentException("the series " + name + " needs as many values as places, at least one");
        }
        series.add(new Series(shape, name, x.clone(), y.clone(), high.clone()));
        return this;
    }

    /**
     * The picture.
     *
     * @throws IllegalStateException without a series
     */
    public String svg() {
        Picture picture = new Picture(title, below, beside);
        Scale across = scale(
                series.stream().flatMapToDouble(s -> DoubleStream.of(s.x)).toArray(),
                Picture.LEFT,
                Picture.RIGHT,
                logarithmicX);
        Scale up = scale(
                series.stream()
                        .flatMapToDouble(s -> DoubleStream.concat(DoubleStream.of(s.y), DoubleStream.of(s.high)))
                        .toArray(),
                Picture.BOTTOM,
                Picture.TOP,
                logarithmicY);
        for (double mark : up.marks()) {
            picture.heightMark(up.at(mark), Scale.figure(mark));
        }
        for (double mark : across.marks()) {
            picture.line("grid", across.at(mark), Picture.TOP, across.at(mark), Picture.BOTTOM);
            picture.text("", across.at(mark), Picture.BOTTOM + 18, "middle", Scale.figure(mark));
        }
        for (Series each : series) {
            draw(picture, picture.series(each.name), each, across, up);
        }
        return picture.svg();
    }

    private static Scale scale(double[] values, double start, double end, boolean logarithmic) {
        double low = DoubleStream.of(values).min().orElseThrow(() -> new IllegalStateException("nothing to draw"));
        double high = DoubleStream.of(values).max().orElseThrow();
        if (logarithmic) {
            return new Scale(low, high > low ? high : 2 * low, start, end, true);
        }
        double floor = Math.min(0, low);
        return new Scale(floor, high > floor ? high : floor + 1, start, end, false);
    }

    private static void draw(Picture picture, String hue, Series series, Scale across, Scale up) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < series.x.length; i++) {
            append(path, across.at(series.x[i]), up.at(series.y[i]));
            if (series.shape != Shape.BAND) {
                picture.add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"3\"/>"
                        .formatted(hue, Picture.at(across.at(series.x[i])), Picture.at(up.at(series.y[i]))));
            }
        }
        switch (series.shape) {
            case LINE -> picture.add("<path class=\"%s line\" d=\"%s\"/>".formatted(hue, path));
            case BAND -> {
                for (int i = series.x.length - 1; i >= 0; i--) {
                    append(path, across.at(series.x[i]), up.at(series.high[i]));
                }
                picture.add("<path class=\"%s band\" d=\"%sZ\"/>".formatted(hue, path));
            }
            case POINTS -> {}
        }
    }

    private static void append(StringBuilder path, double x, double y) {
        path.append(path.isEmpty() ? 'M' : 'L')
                .append(Picture.at(x))
                .append(' ')
                .append(Picture.at(y));
    }
}

package io.amorsize.validation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Bars in groups, each with its standard error. For one thread. */
public final class BarPlot {

    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Series(String name, double[] heights, double[] errors) {

        /** The upper end of the highest bar or error; 0 without any. */
        double highest() {
            double highest = 0;
            for (int i = 0; i < heights.length; i++) {
                double top = heights[i] + (Double.isNaN(errors[i]) ? 0 : errors[i]);
                highest = top > highest ? top : highest;
            }
            return highest;
        }
    }

    private final List<Series> series = new ArrayList<>();
    private final List<String> groups;
    private final String title;
    private final String beside;
    private OptionalDouble target = OptionalDouble.empty();

    /**
     * @param title of the picture
     * @param beside label of the vertical axis, which begins at zero
     * @param groups names of the groups, at least one
     */
    public BarPlot(String title, String beside, List<String> groups) {
        this.title = title;
        this.beside = beside;
        this.groups = List.copyOf(groups);
    }

    /**
     * Adds a bar to each group.
     *
     * @param heights at least 0; NaN leaves a bar out
     * @param errors standard errors; NaN leaves one out
     */
    public BarPlot bars(String name, double[] heights, double[] errors) {
        if (heights.length != groups.size() || errors.length != groups.size()) {
            throw new IllegalArgumentException("the series " + name + " needs " + groups.size() + " bars");
        }
        series.add(new Series(name, heights.clone(), errors.clone()));
        return this;
    }

    /** Draws a line at the height that would be right. */
    public BarPlot target(double height) {
        target = OptionalDouble.of(height);
        return this;
    }

    /** The picture. */
    public String svg() {
        Picture picture = new Picture(title, "", beside);
        double highest = Math.max(
                target.orElse(0),
                series.stream().mapToDouble(Series::highest).max().orElse(0));
        Scale up = new Scale(0, highest > 0 ? highest : 1, Picture.BOTTOM, Picture.TOP, false);
        for (double mark : up.marks()) {
            picture.heightMark(up.at(mark), Scale.figure(mark));
        }
        double room = (Picture.RIGHT - Picture.LEFT) / groups.size();
        double width = Math.min(40, 0.8 * room / series.size());
        for (int g = 0; g < groups.size(); g++) {
            double middle = Picture.LEFT + (g + 0.5) * room;
            picture.wrapped(middle, Picture.BOTTOM + 18, room, groups.get(g));
        }
        for (int s = 0; s < series.size(); s++) {
            Series each = series.get(s);
            String hue = picture.series(each.name);
            for (int g = 0; g < groups.size(); g++) {
                double middle = Picture.LEFT + (g + 0.5) * room + (s - (series.size() - 1) / 2.0) * width;
                draw(picture, hue, middle, width, each.heights[g], each.errors[g], up);
            }
        }
        target.ifPresent(height -> picture.line("target", Picture.LEFT, up.at(height), Picture.RIGHT, up.at(height)));
        return picture.svg();
    }

    private static void draw(
            Picture picture, String hue, double middle, double width, double height, double error, Scale up) {
        if (Double.isNaN(height)) {
            return;
        }
        double top = up.at(height);
        picture.add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(
                        hue,
                        Picture.at(middle - 0.45 * width),
                        Picture.at(top),
                        Picture.at(0.9 * width),
                        Picture.at(Picture.BOTTOM - top)));
        if (!Double.isNaN(error)) {
            picture.line("error", middle, up.at(height - error), middle, up.at(height + error));
        }
    }
}

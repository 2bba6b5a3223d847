package io.amorsize.validation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a study may use.
 *
 * @param publishedData folder of published measurements; empty without one
 * @param progress told in a few words how far the study is
 */
public record Setup(Optional<Path> publishedData, Consumer<String> progress) {}

package io.amorsize.recommendation;

/**
 * A recommendation as it is kept, for people and programs that come back to it. Immutable.
 *
 * @param headline what lists show
 * @param request what was asked, as a document that this package does not read
 * @param answer what was answered, in full, as a document that this package does not read
 */
public record KeptRecommendation(Headline headline, String request, String answer) {}

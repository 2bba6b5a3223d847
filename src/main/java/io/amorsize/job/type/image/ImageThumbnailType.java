package io.amorsize.job.type.image;

import io.amorsize.job.spi.Activity;
import io.amorsize.job.spi.ItemRunner;
import io.amorsize.job.spi.JobRefused;
import io.amorsize.job.spi.JobType;
import io.amorsize.job.spi.JobTypeDescription;

/** Items that make a smaller copy of an image file. Immutable. */
public final class ImageThumbnailType implements JobType<ImageParameters, ImageItem, ImageResult> {

    private final ImageSettings settings;

    /** @param settings where images may be, and how large */
    public ImageThumbnailType(ImageSettings settings) {
        this.settings = settings;
    }

    @Override
    public JobTypeDescription<ImageParameters, ImageItem, ImageResult> description() {
        return JobTypeDescription.of(
                "image-thumbnail",
                "Makes a smaller copy of an image file below the allowed folders.",
                ImageParameters.class,
                ImageItem.class,
                ImageResult.class,
                Activity.COMPUTES);
    }

    @Override
    public ItemRunner<ImageItem, ImageResult> open(ImageParameters parameters) throws JobRefused {
        return new ThumbnailRunner(parameters, AllowedFolders.of(settings.roots()), settings);
    }
}

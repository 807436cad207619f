package org.tuanwei.picture;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Stops a decoding that nobody waits for any more; from within, since a JPEG reader may not be stopped from outside. */
final class Patience implements IIOReadProgressListener {

    private final AtomicBoolean givenUp;

    Patience(AtomicBoolean givenUp) {
        this.givenUp = givenUp;
    }

    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
        if (givenUp.get()) {
            source.abort();
        }
    }

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}
}

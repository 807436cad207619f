package org.tuanwei.picture;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an untrusted picture within limits of size, time and number, cuts out the square, measures it and
 * encodes it anew from its pixels; or copies it whole.
 */
public final class ImageJudge implements AutoCloseable {

    /** Side of the stored square; larger ones are reduced to it. */
    public static final int STORED_SIDE = 640;

    /** Side of the preview. */
    public static final int PREVIEW_SIDE = 320;

    /** Decoding skips pixels so that the square never comes out larger than twice this. */
    private static final int WORKING_SIDE = 2 * STORED_SIDE;

    private static final String BUSY = "正在处理的图片较多，请稍后再试一次";
    private static final String TOO_SLOW = "图片处理超时，请用看图软件另存一份后再上传";

    private final PictureLimits limits;
    private final Semaphore places;
    private final ExecutorService workers;

    public ImageJudge(PictureLimits limits) {
        this.limits = limits;
        this.places = new Semaphore(limits.atOnce(), true);
        this.workers = Executors.newFixedThreadPool(limits.atOnce(), task -> {
            Thread thread = new Thread(task, "picture");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Judges the square cut out of the file, or the largest one in its middle. */
    public JudgedPicture judge(byte[] file, @Nullable Crop crop) throws PictureRefused {
        PictureFile picture = PictureFile.read(file, limits);
        int width = picture.uprightWidth();
        int height = picture.uprightHeight();
        Crop square = crop == null ? Crop.centre(width, height) : crop;
        if (!square.inside(width, height)) {
            throw new PictureRefused("裁剪范围超出了图片，请重新裁剪");
        }
        return bounded(givenUp -> measure(picture, square, decode(picture, square, givenUp)));
    }

    /** Makes a copy of the whole picture from its pixels, for pictures that are no avatars. */
    public PictureCopy copy(byte[] file) throws PictureRefused {
        PictureFile picture = PictureFile.read(file, limits);
        return bounded(givenUp -> PictureCopy.of(picture, givenUp));
    }

    /** What is done with a picture once there is a place for it. */
    @FunctionalInterface
    private interface Work<T> {
        T run(AtomicBoolean givenUp) throws IOException, PictureRefused;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }

    private <T> T bounded(Work<T> work) throws PictureRefused {
        Duration patience = limits.patience();
        AtomicBoolean givenUp = new AtomicBoolean();
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PictureRefused(BUSY);
            }
            return submit(work, givenUp).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            givenUp.set(true);
            throw new PictureRefused(TOO_SLOW);
        } catch (ExecutionException e) {
            // broken pictures make the decoders throw anything from IIOException to ArrayIndexOutOfBounds
            if (e.getCause() instanceof PictureRefused refused) {
                throw refused;
            }
            throw new PictureRefused(PictureFile.DAMAGED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PictureRefused(BUSY);
        }
    }

    /** The place is given back when the work has really ended, however long its caller waited. */
    private <T> Future<T> submit(Work<T> work, AtomicBoolean givenUp) {
        try {
            return workers.submit(() -> {
                try {
                    return work.run(givenUp);
                } finally {
                    places.release();
                }
            });
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    private static Pixels decode(PictureFile picture, Crop square, AtomicBoolean givenUp)
            throws IOException, PictureRefused {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(picture.format().reader);
        ImageReader reader = readers.next();
        reader.addIIOReadProgressListener(new Patience(givenUp));
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
            reader.setInput(input, true, true);
            if (reader.getWidth(0) != picture.width() || reader.getHeight(0) != picture.height()) {
                throw new PictureRefused(PictureFile.DAMAGED);
            }
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(stored(picture, square));
            int step = Math.max(1, square.side() / WORKING_SIDE);
            param.setSourceSubsampling(step, step, 0, 0);
            return Pixels.of(reader.read(0, param), picture.orientation());
        } finally {
            reader.dispose();
        }
    }

    /** Where the upright square lies in the picture as stored. */
    private static Rectangle stored(PictureFile picture, Crop square) {
        Orientation o = picture.orientation();
        int endX = square.x() + square.side() - 1;
        int endY = square.y() + square.side() - 1;
        int x = Math.min(o.storedX(square.x(), square.y(), picture.width()), o.storedX(endX, endY, picture.width()));
        int y = Math.min(o.storedY(square.x(), square.y(), picture.height()), o.storedY(endX, endY, picture.height()));
        return new Rectangle(x, y, square.side(), square.side());
    }

    private static JudgedPicture measure(PictureFile picture, Crop square, Pixels pixels) throws IOException {
        GreyPicture grey = GreyPicture.of(pixels);
        Pixels kept = pixels.reducedTo(STORED_SIDE);
        Measures measures = new Measures(
                picture.uprightWidth(),
                picture.uprightHeight(),
                square.side(),
                grey.sharpness(),
                grey.contrast(),
                DefaultPictures.likeness(grey));
        return new JudgedPicture(
                encode(kept, picture.format(), 0.92f),
                encode(kept.reducedTo(PREVIEW_SIDE), PictureFile.Format.JPEG, 0.85f),
                picture.format().contentType,
                kept.side(),
                measures);
    }

    private static byte[] encode(Pixels pixels, PictureFile.Format format, float quality) throws IOException {
        boolean alpha = format == PictureFile.Format.PNG && pixels.transparent();
        BufferedImage image = alpha ? pixels.image() : pixels.opaqueImage();
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format.reader)
                .next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format == PictureFile.Format.JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(quality);
            }
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
            output.flush();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}

package org.tuanwei.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws the pictures that tests upload: emblems, buildings, portraits, landscapes, and their blurred versions. */
public final class Pictures {

    private Pictures() {}

    /** What a sharp picture may show. */
    public enum Motif {
        EMBLEM,
        CHARACTERS,
        CAMPUS,
        PORTRAIT,
        LANDSCAPE,
        PALE_EMBLEM
    }

    /** A sharp picture; the same seed gives the same picture at every size. */
    public static BufferedImage sharp(Motif motif, int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.scale(width / 1000.0, height / 1000.0);
        Random random = new Random(seed);
        switch (motif) {
            case EMBLEM -> emblem(g, random, new Color(200, 20, 30), new Color(250, 210, 60));
            case PALE_EMBLEM -> emblem(g, random, new Color(235, 225, 205), new Color(190, 205, 225));
            case CHARACTERS -> characters(g, random);
            case CAMPUS -> campus(g, random);
            case PORTRAIT -> portrait(g, random);
            case LANDSCAPE -> landscape(g, random);
        }
        g.dispose();
        return image;
    }

    private static void emblem(Graphics2D g, Random random, Color ground, Color figure) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 1000, 1000);
        g.setColor(ground);
        g.fill(new Ellipse2D.Double(50, 50, 900, 900));
        g.setColor(figure);
        g.setStroke(new BasicStroke(30));
        g.draw(new Ellipse2D.Double(110, 110, 780, 780));
        int points = 5 + random.nextInt(3);
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double radius = i % 2 == 0 ? 300 : 130;
            double angle = Math.PI * i / points - Math.PI / 2;
            double x = 500 + radius * Math.cos(angle);
            double y = 500 + radius * Math.sin(angle);
            if (i == 0) {
                star.moveTo(x, y);
            } else {
                star.lineTo(x, y);
            }
        }
        star.closePath();
        g.fill(star);
    }

    private static void characters(Graphics2D g, Random random) {
        g.setColor(new Color(30, 60, 140));
        g.fillRect(0, 0, 1000, 1000);
        g.setColor(Color.WHITE);
        for (int cell = 0; cell < 4; cell++) {
            int left = 90 + cell % 2 * 430;
            int top = 90 + cell / 2 * 430;
            for (int stroke = 0; stroke < 7; stroke++) {
                boolean across = random.nextBoolean();
                int x = left + random.nextInt(across ? 120 : 340);
                int y = top + random.nextInt(across ? 340 : 120);
                g.fillRect(x, y, across ? 250 : 42, across ? 42 : 250);
            }
        }
    }

    private static void campus(Graphics2D g, Random random) {
        g.setPaint(new GradientPaint(0, 0, new Color(90, 150, 220), 0, 600, new Color(225, 235, 245)));
        g.fillRect(0, 0, 1000, 1000);
        g.setColor(new Color(80, 130, 60));
        g.fillRect(0, 800, 1000, 200);
        for (int b = 0; b < 3; b++) {
            int height = 350 + random.nextInt(250);
            int left = 60 + b * 310;
            g.setColor(new Color(150 + random.nextInt(60), 110, 90));
            g.fillRect(left, 850 - height, 270, height);
            g.setColor(new Color(240, 240, 210));
            for (int y = 880 - height; y < 800; y += 60) {
                for (int x = left + 20; x < left + 240; x += 55) {
                    g.fillRect(x, y, 30, 38);
                }
            }
        }
    }

    private static void portrait(Graphics2D g, Random random) {
        g.setPaint(new GradientPaint(0, 0, new Color(200, 215, 230), 1000, 1000, new Color(150, 165, 190)));
        g.fillRect(0, 0, 1000, 1000);
        g.setColor(new Color(40, 50, 90));
        g.fill(new Ellipse2D.Double(130, 680, 740, 700));
        g.setColor(Color.WHITE);
        g.fill(new Ellipse2D.Double(400, 660, 200, 160));
        g.setColor(new Color(35, 25, 20));
        g.fill(new Ellipse2D.Double(290, 120, 420, 520));
        g.setColor(new Color(235, 195, 165));
        g.fill(new Ellipse2D.Double(320, 210, 360, 470));
        g.setColor(new Color(35, 25, 20));
        g.setStroke(new BasicStroke(6));
        for (int i = 0; i < 60; i++) {
            int x = 330 + random.nextInt(340);
            g.drawLine(x, 180 + random.nextInt(40), x + random.nextInt(60) - 30, 290 + random.nextInt(30));
        }
        g.setStroke(new BasicStroke(14));
        g.drawLine(380, 390, 460, 380);
        g.drawLine(540, 380, 620, 390);
        g.fill(new Ellipse2D.Double(400, 410, 50, 34));
        g.fill(new Ellipse2D.Double(550, 410, 50, 34));
        g.setColor(new Color(170, 80, 80));
        g.fill(new Ellipse2D.Double(440, 570, 120, 36));
        g.setColor(new Color(200, 150, 125));
        g.drawLine(500, 440, 485, 520);
    }

    private static void landscape(Graphics2D g, Random random) {
        g.setPaint(new GradientPaint(0, 0, new Color(60, 120, 200), 0, 500, new Color(230, 220, 200)));
        g.fillRect(0, 0, 1000, 1000);
        for (int ridge = 0; ridge < 4; ridge++) {
            Path2D hills = new Path2D.Double();
            double y = 350 + ridge * 150;
            hills.moveTo(0, 1000);
            for (int x = 0; x <= 1000; x += 20) {
                y += random.nextGaussian() * 12;
                hills.lineTo(x, y);
            }
            hills.lineTo(1000, 1000);
            hills.closePath();
            g.setColor(new Color(90 - ridge * 20, 120 - ridge * 20, 110 - ridge * 22));
            g.fill(hills);
        }
        for (int leaf = 0; leaf < 900; leaf++) {
            g.setColor(new Color(30 + random.nextInt(120), 80 + random.nextInt(120), 30 + random.nextInt(60)));
            int size = 8 + random.nextInt(20);
            g.fill(new Ellipse2D.Double(random.nextInt(1000), 700 + random.nextInt(300), size, size));
        }
    }

    /** The picture out of focus: a Gaussian whose deviation is given in pixels at the display size of 180. */
    public static BufferedImage blurred(BufferedImage image, double deviation) {
        double sigma = deviation * Math.min(image.getWidth(), image.getHeight()) / 180.0;
        int radius = Math.max(1, (int) Math.ceil(3 * sigma));
        float[] weights = new float[2 * radius + 1];
        float sum = 0;
        for (int i = -radius; i <= radius; i++) {
            weights[i + radius] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += weights[i + radius];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        BufferedImage padded = padded(image, radius);
        BufferedImage across = new ConvolveOp(new Kernel(weights.length, 1, weights)).filter(padded, null);
        BufferedImage both = new ConvolveOp(new Kernel(1, weights.length, weights)).filter(across, null);
        BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = result.createGraphics();
        g.drawImage(both, -radius, -radius, null);
        g.dispose();
        return result;
    }

    private static BufferedImage padded(BufferedImage image, int radius) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage padded = new BufferedImage(width + 2 * radius, height + 2 * radius, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < padded.getHeight(); y++) {
            for (int x = 0; x < padded.getWidth(); x++) {
                int fromX = Math.max(0, Math.min(width - 1, x - radius));
                int fromY = Math.max(0, Math.min(height - 1, y - radius));
                padded.setRGB(x, y, image.getRGB(fromX, fromY));
            }
        }
        return padded;
    }

    /** The picture shrunk and blown up again, as when an icon is taken for an avatar. */
    public static BufferedImage enlargedFrom(BufferedImage image, int smallSide) {
        return scaled(scaled(image, smallSide, smallSide), image.getWidth(), image.getHeight());
    }

    public static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() > 2 * width && current.getHeight() > 2 * height) {
            current = step(current, current.getWidth() / 2, current.getHeight() / 2);
        }
        return step(current, width, height);
    }

    private static BufferedImage step(BufferedImage image, int width, int height) {
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = result.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return result;
    }

    public static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(BufferedImage image, float quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A JPEG of which a camera says (EXIF 1–8) how it has to be turned. */
    public static byte[] turned(BufferedImage image, int orientation) {
        return Files.withSegment(jpeg(image, 0.9f), 0xe1, Files.exif(orientation));
    }

    /** A sharp picture as a JPEG that every requirement accepts. */
    public static byte[] good() {
        return jpeg(sharp(Motif.CAMPUS, 800, 800, 7), 0.9f);
    }

    /** The same far out of focus. */
    public static byte[] bad() {
        return jpeg(blurred(sharp(Motif.CAMPUS, 800, 800, 7), 4), 0.9f);
    }
}

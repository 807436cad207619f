package org.tuanwei.picture;

import java.util.ArrayList;
import java.util.List;

/** The pictures that services show for accounts without an avatar, drawn from their outlines. */
final class DefaultPictures {

    /** Whether a point of the unit square, origin upper left, belongs to a figure. */
    @FunctionalInterface
    interface Figure {
        boolean covers(double x, double y);

        default Figure and(Figure other) {
            return (x, y) -> covers(x, y) || other.covers(x, y);
        }

        default Figure without(Figure other) {
            return (x, y) -> covers(x, y) && !other.covers(x, y);
        }
    }

    private static final int SIDE = GreyPicture.SIDE;
    private static final List<Fingerprint> KNOWN = draw();

    private DefaultPictures() {}

    /** Agreement in per cent with the nearest known default picture. */
    static int likeness(GreyPicture picture) {
        Fingerprint fingerprint = picture.fingerprint();
        int nearest = 0;
        for (Fingerprint known : KNOWN) {
            nearest = Math.max(nearest, fingerprint.likeness(known));
        }
        return nearest;
    }

    private static List<Fingerprint> draw() {
        List<Fingerprint> known = new ArrayList<>();
        for (Figure figure : List.of(silhouette(0.34), silhouette(0.40), ringedSilhouette(), camera())) {
            known.add(drawn(figure, 235, 160).fingerprint());
            known.add(drawn(figure, 160, 245).fingerprint());
        }
        for (float ground : new float[] {250, 120}) {
            known.add(penguin(ground).fingerprint());
        }
        return List.copyOf(known);
    }

    /** Head and shoulders, the head at the given height. */
    static Figure silhouette(double head) {
        return ellipse(0.5, head, 0.18, 0.2).and(ellipse(0.5, 1.0, 0.36, 0.36));
    }

    /** The same inside a disc. */
    static Figure ringedSilhouette() {
        return ellipse(0.5, 0.5, 0.48, 0.48)
                .without(ellipse(0.5, 0.38, 0.15, 0.16).and(ellipse(0.5, 0.88, 0.29, 0.28)));
    }

    /** The sign for "no picture yet". */
    static Figure camera() {
        Figure body =
                (x, y) -> x > 0.2 && x < 0.8 && y > 0.34 && y < 0.74 || x > 0.38 && x < 0.62 && y > 0.26 && y < 0.36;
        return body.without(ellipse(0.5, 0.54, 0.14, 0.14)).and(ellipse(0.5, 0.54, 0.09, 0.09));
    }

    static GreyPicture drawn(Figure figure, float ground, float colour) {
        return painted((x, y) -> figure.covers(x, y) ? colour : ground);
    }

    /** A penguin with a white belly and a scarf, as the service showed it for new accounts. */
    static GreyPicture penguin(float ground) {
        Figure body = ellipse(0.5, 0.6, 0.3, 0.34).and(ellipse(0.5, 0.32, 0.24, 0.26));
        Figure wings = ellipse(0.2, 0.58, 0.07, 0.2).and(ellipse(0.8, 0.58, 0.07, 0.2));
        Figure belly = ellipse(0.5, 0.66, 0.2, 0.24);
        Figure eyes = ellipse(0.43, 0.25, 0.05, 0.08).and(ellipse(0.57, 0.25, 0.05, 0.08));
        Figure pupils = ellipse(0.44, 0.26, 0.02, 0.04).and(ellipse(0.56, 0.26, 0.02, 0.04));
        Figure beak = ellipse(0.5, 0.38, 0.13, 0.05);
        Figure feet = ellipse(0.36, 0.94, 0.13, 0.05).and(ellipse(0.64, 0.94, 0.13, 0.05));
        Figure scarf = (x, y) -> y > 0.46 && y < 0.54 && x > 0.24 && x < 0.76;
        return painted((x, y) -> {
            if (scarf.covers(x, y)) {
                return 80;
            }
            if (pupils.covers(x, y)) {
                return 10;
            }
            if (beak.covers(x, y) || feet.covers(x, y)) {
                return 180;
            }
            if (eyes.covers(x, y) || belly.covers(x, y)) {
                return 250;
            }
            return body.covers(x, y) || wings.covers(x, y) ? 20 : ground;
        });
    }

    private interface Paint {
        float at(double x, double y);
    }

    private static GreyPicture painted(Paint paint) {
        float[] grey = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                grey[y * SIDE + x] = paint.at((x + 0.5) / SIDE, (y + 0.5) / SIDE);
            }
        }
        return GreyPicture.of(grey);
    }

    private static Figure ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        return (x, y) -> {
            double dx = (x - centreX) / radiusX;
            double dy = (y - centreY) / radiusY;
            return dx * dx + dy * dy <= 1;
        };
    }
}

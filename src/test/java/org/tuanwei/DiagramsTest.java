package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tuanwei.testing.Models;

/** Holds the pictures of the models to what can be read in Cockpit at 100 %: nothing lies over anything else. */
class DiagramsTest {

    /** As Cockpit writes beside a shape or a flow: 11 pixels, at most 90 wide, centred on the label. */
    private static final double LABEL_FONT = 11;

    private static final double LABEL_LINE = 13.2;
    private static final double LABEL_WIDTH = 90;
    /** As it writes inside a task. */
    private static final double TASK_FONT = 12;

    private static final double TASK_LINE = 14.4;
    private static final double TASK_PADDING = 10;
    private static final double ICON = 18;
    /** The name of a pool or lane stands upright in a strip as wide as this. */
    private static final double STRIP = 30;
    /** The stroke that marks a default flow: where it begins on the flow, and how far it reaches to each side. */
    private static final double SLASH_AT = 6;

    private static final double SLASH_TO = 18;
    private static final double SLASH_REACH = 5;

    static List<String> processes() {
        return Models.processIds();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everythingIsDrawnAndWhatHasANameOutsideHasAPlaceForIt(String id) {
        Picture picture = new Picture(Models.process(id));
        List<String> missing = new ArrayList<>();
        for (FlowElement element : picture.model.getModelElementsByType(FlowElement.class)) {
            boolean outside = element instanceof Event || element instanceof Gateway || element instanceof SequenceFlow;
            if (!picture.shapes.containsKey(element.getId()) && !picture.flows.containsKey(element.getId())
                    || outside && element.getName() != null && !picture.labels.containsKey(element.getId())) {
                missing.add(element.getId());
            }
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void noLabelLiesOverAnotherLabelAShapeABorderOrAFlow(String id) {
        Picture picture = new Picture(Models.process(id));
        List<String> over = new ArrayList<>();
        List<String> labels = List.copyOf(picture.labels.keySet());
        for (String label : labels) {
            Rectangle2D text = picture.label(label);
            labels.stream()
                    .filter(other ->
                            other.compareTo(label) > 0 && picture.label(other).intersects(text))
                    .forEach(other -> over.add(label + " over the label of " + other));
            picture.shapes.forEach((shape, bounds) -> {
                boolean meets = picture.container(shape)
                        ? crossesBorder(text, bounds) || picture.strip(shape).intersects(text)
                        : picture.outline(shape).intersects(text);
                if (meets) {
                    over.add(label + " over " + shape);
                }
            });
            picture.flows.forEach((flow, points) -> {
                if (segments(points).anyMatch(text::intersectsLine)
                        || picture.slash(flow).intersects(text)) {
                    over.add(label + " over the flow " + flow);
                }
            });
        }
        assertThat(over).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void noFlowRunsThroughAShapeItDoesNotBelongTo(String id) {
        Picture picture = new Picture(Models.process(id));
        List<String> through = new ArrayList<>();
        picture.flows.forEach((flow, points) -> picture.shapes.forEach((shape, bounds) -> {
            Rectangle2D inside = shrunk(bounds);
            if (picture.foreign(flow, shape) && segments(points).anyMatch(inside::intersectsLine)) {
                through.add(flow + " through " + shape);
            }
        }));
        assertThat(through).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void noShapeLiesOverAnotherAndEachLiesWithinItsLane(String id) {
        Picture picture = new Picture(Models.process(id));
        List<String> wrong = new ArrayList<>();
        picture.shapes.forEach((one, bounds) -> picture.shapes.forEach((other, foreign) -> {
            boolean both = !picture.container(one) && !picture.container(other) && one.compareTo(other) < 0;
            boolean attached = picture.is(one, BoundaryEvent.class) || picture.is(other, BoundaryEvent.class);
            if (both && !attached && bounds.intersects(foreign)) {
                wrong.add(one + " over " + other);
            }
        }));
        for (Lane lane : picture.model.getModelElementsByType(Lane.class)) {
            Rectangle2D bounds = picture.bounds(lane.getId());
            lane.getFlowNodeRefs().stream()
                    .filter(node -> !bounds.contains(picture.bounds(node.getId())))
                    .forEach(node -> wrong.add(node.getId() + " outside of " + lane.getId()));
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("processes")
    void everyNameFitsIntoItsTaskItsLaneAndItsPool(String id) {
        Picture picture = new Picture(Models.process(id));
        List<String> cut = new ArrayList<>();
        picture.shapes.forEach((shape, bounds) -> {
            String name = picture.name(shape);
            if (picture.is(shape, SubProcess.class) && width(name, TASK_FONT) > bounds.getWidth() - TASK_PADDING
                    || picture.is(shape, Lane.class) && width(name, TASK_FONT) > bounds.getHeight()
                    || picture.is(shape, Participant.class) && width(name, TASK_FONT) > bounds.getHeight()) {
                cut.add(shape);
            }
            if (picture.is(shape, Activity.class) && !picture.is(shape, SubProcess.class)) {
                double height =
                        lines(name, bounds.getWidth() - TASK_PADDING, TASK_FONT).size() * TASK_LINE;
                if (height > bounds.getHeight() - 2 * ICON) {
                    cut.add(shape);
                }
            }
        });
        assertThat(cut).isEmpty();
    }

    /** The text breaks where it has to; a mark alone in the second line reads badly. */
    @ParameterizedTest
    @MethodSource("processes")
    void noLabelBreaksBeforeItsLastSigns(String id) {
        Picture picture = new Picture(Models.process(id));
        List<String> badly = picture.labels.keySet().stream()
                .filter(label -> {
                    List<String> lines = lines(picture.name(label), LABEL_WIDTH, LABEL_FONT);
                    return lines.size() > 1 && lines.get(lines.size() - 1).length() < 3;
                })
                .toList();
        assertThat(badly).isEmpty();
    }

    private static boolean crossesBorder(Rectangle2D text, Rectangle2D container) {
        return container.intersects(text) && !container.contains(text);
    }

    private static Rectangle2D shrunk(Rectangle2D bounds) {
        return new Rectangle2D.Double(
                bounds.getX() + 1, bounds.getY() + 1, bounds.getWidth() - 2, bounds.getHeight() - 2);
    }

    private static Stream<Line2D> segments(List<Point2D> points) {
        return java.util.stream.IntStream.range(1, points.size())
                .mapToObj(end -> new Line2D.Double(points.get(end - 1), points.get(end)));
    }

    private static double width(String text, double font) {
        return text.codePoints()
                .mapToDouble(sign -> sign > 0x2e80 ? font : font * 0.56)
                .sum();
    }

    private static List<String> lines(String name, double width, double font) {
        List<String> lines = new ArrayList<>();
        for (String part : name.split("\n")) {
            StringBuilder line = new StringBuilder();
            part.codePoints().forEach(sign -> {
                if (width(line + Character.toString(sign), font) > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.appendCodePoint(sign);
            });
            lines.add(line.toString());
        }
        return lines;
    }

    /** A model and where its elements are drawn, by their ids. */
    private static final class Picture {

        private final BpmnModelInstance model;
        private final Map<String, Rectangle2D> shapes = new LinkedHashMap<>();
        private final Map<String, Rectangle2D> labels = new LinkedHashMap<>();
        private final Map<String, List<Point2D>> flows = new LinkedHashMap<>();

        Picture(BpmnModelInstance model) {
            this.model = model;
            for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
                shapes.put(shape.getBpmnElement().getId(), rectangle(shape.getBounds()));
                if (!container(shape.getBpmnElement().getId())) {
                    label(shape.getBpmnElement(), shape.getBpmnLabel());
                }
            }
            for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
                List<Point2D> points = new ArrayList<>();
                for (Waypoint point : edge.getWaypoints()) {
                    points.add(new Point2D.Double(point.getX(), point.getY()));
                }
                flows.put(edge.getBpmnElement().getId(), points);
                label(edge.getBpmnElement(), edge.getBpmnLabel());
            }
        }

        private void label(BaseElement element, BpmnLabel label) {
            if (label != null && label.getBounds() != null) {
                labels.put(element.getId(), rectangle(label.getBounds()));
            }
        }

        private static Rectangle2D rectangle(Bounds bounds) {
            return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
        }

        /** Where the text of a label stands: below the top of its place, around the middle. */
        Rectangle2D label(String id) {
            Rectangle2D place = Objects.requireNonNull(labels.get(id), id);
            List<String> lines = lines(name(id), LABEL_WIDTH, LABEL_FONT);
            double width = lines.stream()
                    .mapToDouble(line -> width(line, LABEL_FONT))
                    .max()
                    .orElse(0);
            return new Rectangle2D.Double(
                    place.getCenterX() - width / 2, place.getY(), width, lines.size() * LABEL_LINE);
        }

        Rectangle2D bounds(String id) {
            return Objects.requireNonNull(shapes.get(id), id);
        }

        /** A gateway is a diamond, an event a circle, everything else its rectangle. */
        java.awt.Shape outline(String id) {
            Rectangle2D box = bounds(id);
            if (is(id, Event.class)) {
                return new Ellipse2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight());
            }
            if (is(id, Gateway.class)) {
                Path2D diamond = new Path2D.Double();
                diamond.moveTo(box.getCenterX(), box.getMinY());
                diamond.lineTo(box.getMaxX(), box.getCenterY());
                diamond.lineTo(box.getCenterX(), box.getMaxY());
                diamond.lineTo(box.getMinX(), box.getCenterY());
                diamond.closePath();
                return diamond;
            }
            return box;
        }

        /** Where the name of a pool or a lane stands; empty for everything else. */
        Rectangle2D strip(String id) {
            Rectangle2D box = bounds(id);
            return is(id, SubProcess.class)
                    ? new Rectangle2D.Double()
                    : new Rectangle2D.Double(box.getX(), box.getY(), STRIP, box.getHeight());
        }

        /** The stroke across a default flow; empty where the flow is none. */
        Rectangle2D slash(String id) {
            SequenceFlow flow = model.getModelElementById(id);
            boolean isDefault =
                    flow.getSource() instanceof ExclusiveGateway gateway && flow.equals(gateway.getDefault());
            List<Point2D> points = Objects.requireNonNull(flows.get(id), id);
            if (!isDefault) {
                return new Rectangle2D.Double();
            }
            Point2D from = points.get(0);
            double length = from.distance(points.get(1));
            double dx = (points.get(1).getX() - from.getX()) / length;
            double dy = (points.get(1).getY() - from.getY()) / length;
            Rectangle2D stroke = new Rectangle2D.Double(from.getX() + SLASH_AT * dx, from.getY() + SLASH_AT * dy, 0, 0);
            stroke.add(from.getX() + SLASH_TO * dx, from.getY() + SLASH_TO * dy);
            return new Rectangle2D.Double(
                    stroke.getX() - SLASH_REACH * Math.abs(dy),
                    stroke.getY() - SLASH_REACH * Math.abs(dx),
                    stroke.getWidth() + 2 * SLASH_REACH * Math.abs(dy),
                    stroke.getHeight() + 2 * SLASH_REACH * Math.abs(dx));
        }

        /** Whether the flow has no business within the shape: it neither begins nor ends there nor lies inside of it. */
        boolean foreign(String flowId, String shape) {
            if (is(shape, Lane.class) || is(shape, Participant.class)) {
                return false;
            }
            SequenceFlow flow = model.getModelElementById(flowId);
            List<String> own =
                    List.of(flow.getSource().getId(), flow.getTarget().getId());
            ModelElementInstance element = model.getModelElementById(shape);
            boolean attached = element instanceof BoundaryEvent event
                    && own.contains(event.getAttachedTo().getId());
            boolean within = false;
            for (ModelElementInstance parent = flow.getParentElement();
                    parent != null;
                    parent = parent.getParentElement()) {
                within |= parent.equals(element);
            }
            return !own.contains(shape) && !attached && !within;
        }

        boolean container(String id) {
            return is(id, Lane.class) || is(id, Participant.class) || is(id, SubProcess.class);
        }

        boolean is(String id, Class<?> type) {
            return type.isInstance(model.<ModelElementInstance>getModelElementById(id));
        }

        String name(String id) {
            String name = model.<ModelElementInstance>getModelElementById(id).getAttributeValue("name");
            return name == null ? "" : name;
        }
    }
}

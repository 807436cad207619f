package org.tuanwei.review;

/** Where the pages of the reviews are. */
final class Address {

    static final String PREFIX = "/tasks/reviews";

    private Address() {}

    static String list(ReviewKind kind) {
        return PREFIX + "/" + kind.id();
    }

    static String row(ReviewKind kind, String taskId) {
        return list(kind) + "/" + taskId;
    }

    static String results(ReviewKind kind, long batchId) {
        return list(kind) + "/results/" + batchId;
    }
}

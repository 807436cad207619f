package org.tuanwei.registration;

import org.tuanwei.contact.ContactDetails;

/** Takes the request of a school that the registry does not know; answered by whoever decides on changes of the tree. */
public interface SchoolAdditions {

    /**
     * @param schoolType 普通高校, 高职学校, 民办高校 or 独立学院, as the school sees itself
     * @param contact who asks and how to reach him
     */
    record Request(String unitCode, String schoolName, String schoolType, ContactDetails contact) {

        @Override
        public String toString() {
            return "Request[" + unitCode + ", " + schoolName + "]";
        }
    }

    /** Puts the request to the unit; the same school asked for twice is one request. */
    void propose(Request request);
}

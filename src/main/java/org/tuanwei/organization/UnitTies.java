package org.tuanwei.organization;

import java.util.Collection;
import java.util.List;

/**
 * What of a feature is bound to the League unit of a school, which is the tenant of its running instances. As long as
 * something is under way the school stays where it is; what is finished goes along when it moves.
 */
public interface UnitTies {

    /**
     * A thing under way.
     *
     * @param schoolCode school that it belongs to, also when it is a class branch's
     * @param what in Chinese, as an official would name it
     * @param address page where it is dealt with
     */
    record Tie(String schoolCode, String what, String address) {}

    /** Everything under way at these schools and their class branches. */
    List<Tie> underWay(Collection<String> schoolCodes);

    /** In the transaction in which a school without ties comes below another unit. */
    default void moved(String schoolCode, String unitCode) {}
}

package org.wangchuan.platform.intake;

import org.wangchuan.platform.web.access.Visitor;

/** Where it is reported that data was found on a device that had been erased, in the same transaction. A bean of the module that has the incidents. */
public interface FoundReports {
    /**
     * Reports it, naming the order.
     *
     * @return the code of the incident
     * @throws OrderException if the same person reported too much within a day
     */
    String dataFound(Visitor visitor, WorkOrder order) throws OrderException;
}

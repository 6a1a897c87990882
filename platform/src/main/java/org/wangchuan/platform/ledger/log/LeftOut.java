package org.wangchuan.platform.ledger.log;

import java.util.UUID;
import org.wangchuan.platform.ledger.LogFault;

/**
 * What of a station the operator's trust list does not name; everybody else's is in it.
 *
 * @param site where the station works: of another company's nothing is shown
 * @param station its name
 * @param log the origin of its own log; empty where it is about the station's key
 */
public record LeftOut(UUID site, String station, String log, LogFault fault) {}

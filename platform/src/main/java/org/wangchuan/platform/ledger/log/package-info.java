/** The operator's log: one for all stations of this platform, with its fence in the database and its tiles in the data folder. */
@NullMarked
package org.wangchuan.platform.ledger.log;

import org.jspecify.annotations.NullMarked;

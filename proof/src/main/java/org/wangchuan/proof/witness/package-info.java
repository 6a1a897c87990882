/**
 * C2SP tlog-witness without its HTTP: what a witness is asked, what it answers, and what it remembers; and the monitor, who
 * follows a log entry by entry.
 */
@NullMarked
package org.wangchuan.proof.witness;

import org.jspecify.annotations.NullMarked;

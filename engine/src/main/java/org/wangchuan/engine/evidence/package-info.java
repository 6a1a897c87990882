/** What was recorded: one canonical file of events, strictly written and strictly read. */
@NullMarked
package org.wangchuan.engine.evidence;

import org.jspecify.annotations.NullMarked;

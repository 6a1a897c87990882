/** One erasure from the first write to the last event, resumable at any instant. */
@NullMarked
package org.wangchuan.engine.job;

import org.jspecify.annotations.NullMarked;

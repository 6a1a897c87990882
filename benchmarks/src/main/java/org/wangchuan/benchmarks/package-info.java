/** Measurements against the limit of the machine and against peers; never shipped. */
@NullMarked
package org.wangchuan.benchmarks;

import org.jspecify.annotations.NullMarked;

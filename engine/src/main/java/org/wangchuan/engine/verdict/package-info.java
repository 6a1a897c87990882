/** Two pure functions of recorded evidence: the technical verdict and the conformity to each clause. */
@NullMarked
package org.wangchuan.engine.verdict;

import org.jspecify.annotations.NullMarked;

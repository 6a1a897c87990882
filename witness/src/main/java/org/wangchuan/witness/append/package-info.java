/** Appending to a log over HTTP, without the HTTP: requests, answers, and the one thread that makes batches of them. */
@NullMarked
package org.wangchuan.witness.append;

import org.jspecify.annotations.NullMarked;

/** Which made drives there are, what is done with them in a guest, and what came of it. */
@NullMarked
package org.wangchuan.lab.scenario;

import org.jspecify.annotations.NullMarked;

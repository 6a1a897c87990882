/** Whether the record of a phone shows what a producer's statement about its built-in clear speaks of. Whose word counts is not known here. */
@NullMarked
package org.wangchuan.engine.phone.producer;

import org.jspecify.annotations.NullMarked;

/** Statements: SD-JWTs (RFC 9901) in a fixed vocabulary, how they are read, and their log entry. Nothing here signs. */
@NullMarked
package org.wangchuan.proof.statement;

import org.jspecify.annotations.NullMarked;

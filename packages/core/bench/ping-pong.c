/* 64-byte TCP ping-pong between two threads over loopback; prints one round-trip time in nanoseconds a line. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE = 64 };
static int listener;

static int exchange_all(int fd, char *buffer) {
  for (int got = 0; got < MESSAGE;) {
    ssize_t n = recv(fd, buffer + got, MESSAGE - got, 0);
    if (n <= 0) return 0;
    got += n;
  }
  return 1;
}

static void *serve(void *unused) {
  char buffer[MESSAGE];
  int one = 1, fd = accept(listener, NULL, NULL);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  while (exchange_all(fd, buffer)) send(fd, buffer, MESSAGE, 0);
  close(fd);
  return unused;
}

int main(int argc, char **argv) {
  long rounds = argc > 1 ? atol(argv[1]) : 20000, warm = rounds / 10;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  char buffer[MESSAGE] = {0};
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  pthread_t thread;
  long *times = calloc(rounds, sizeof *times);
  listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, 1)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &length);
  pthread_create(&thread, NULL, serve, NULL);
  if (connect(fd, (struct sockaddr *)&address, length)) return 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  for (long i = -warm; i < rounds; i++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    send(fd, buffer, MESSAGE, 0);
    if (!exchange_all(fd, buffer)) return 1;
    clock_gettime(CLOCK_MONOTONIC, &to);
    if (i >= 0) times[i] = (to.tv_sec - from.tv_sec) * 1000000000L + to.tv_nsec - from.tv_nsec;
  }
  close(fd);
  pthread_join(thread, NULL);
  for (long i = 0; i < rounds; i++) printf("%ld\n", times[i]);
  return 0;
}

package io.switchboard.cxone.voice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceFrameReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`', // JSON in apostrophes; ⏎ is a line end
      value = {
        "{'type':'dtmf','digit':'5','callId':'c'} | dtmf c 5 null",
        "{'type':'DTMF','digit':5,'callId':51,'timestamp':1.5e12} | dtmf 51 5 1500000000000",
        "{'type':'dtmf','digit':'5','callId':'c','timestamp':1e400} | dtmf c 5 null",
        "{'type':'dtmf','digit':1e400,'callId':'c'} | other unreadable",
        "{'type':'dtmf','digit':'','callId':'c'} | other unreadable",
        "{'type':'dtmf','digit':['5'],'callId':'c'} | other unreadable",
        "[{'type':'dtmf','digit':'1','callId':'c'},{'type':'call_end','callId':'c'}]"
            + " | dtmf c 1 null, end c null",
        "{'type':'dtmf','digit':'1','callId':'c'}⏎{'type':'dtmf','digit':'2','callId':'c'}⏎"
            + " | dtmf c 1 null, dtmf c 2 null",
        "{'type':⏎'hold'}⏎ | other hold",
        "{'type':'dtmf','digit':'5','callId':'a\\u0000b'} | other unreadable",
        "{'type':'dtmf','digit':'5','callId':'\\ud83d'} | other unreadable",
        "{'type':'dtmf','digit':'5','callId':'\\ud83d\\ude00'} | dtmf \uD83D\uDE00 5 null",
        "{'type':'call_end','callId':'\\ude00'} | other unreadable",
        "[] | other unreadable",
        "[5,{'type':'hold'}] | other unreadable, other hold",
        "{ | other unreadable",
        "⏎ | other unreadable",
        "{'type':'<b>'} | other unreadable"
      })
  void shouldReadEveryFrameOfAMessage(String message, String frames) {
    assertThat(
            VoiceFrameReader.parse(message.replace('\'', '"').replace('⏎', '\n')).stream()
                .map(VoiceFrameReaderTest::words)
                .toList())
        .hasToString("[" + frames + "]");
  }

  private static String words(VoiceFrame frame) {
    return switch (frame) {
      case VoiceFrame.DtmfFrame(var call, var digit, var time) ->
          "dtmf " + call + " " + digit + " " + time;
      case VoiceFrame.CallEndFrame(var call, var time) -> "end " + call + " " + time;
      case VoiceFrame.OtherFrame(var type) -> "other " + type;
    };
  }
}

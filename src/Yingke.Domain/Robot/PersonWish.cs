using System.Text.RegularExpressions;
using Yingke.Domain.Quality;

namespace Yingke.Domain.Robot;

/// <summary>
/// Whether a buyer asks for a person: "人工" and what else people say for it. When in doubt it is one, for a person is always reached; what speaks of
/// hand-picked tea or of the hours of the people is none. (spec: campaigns.md, Robot)
/// </summary>
public static partial class PersonWish
{
    private const int Longest = 60;

    public static bool IsMeant(string? text) =>
        text is { Length: > 0 and <= Longest } && PhraseBook.Plain(text) is var plain && !Refused().IsMatch(plain) && (Chinese().IsMatch(plain) || English().IsMatch(text));

    [GeneratedRegex("(不要|不用|不需要|不想|不找|别|没有?必要)(再)?(转|找|叫|接)?(到|给)?(人工|真人|客服)", RegexOptions.CultureInvariant)]
    private static partial Regex Refused();

    [GeneratedRegex("^.{0,1}(人工|真人)+.{0,1}$|(转|找|要|接|叫|换|有|请|来|喊|联系|联络|呼叫)(个|位|一个|一位|到|入|通|给|成|下|一下|你们)*(的)?(人工|真人|客服)(?!(采|炒|制作|制茶|智能|费|合成|色素|香精|养殖|培育|栽培))|(人工|真人)(在线)?(客服|服务|坐席|座席|接待|回复|帮|处理|在吗|在不在|呢|吧|谢谢)", RegexOptions.CultureInvariant)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"^\W*(human|agent|person|operator|representative)\W*$|\b(talk|speak|chat|connect|transfer|switch|want|need|get|reach)\b.{0,20}\b(human|agent|person|operator|representative|someone)\b|\b(human|live|real)\s+(agent|person|being|support|service)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex English();
}

using Yingke.Domain.Accounts;

namespace Yingke.Server.Tests.Security;

/// <summary>The rows of the knowledge base and of quick phrases.</summary>
public static partial class RouteTable
{
    private const string Knowledge = "staff:" + Permission.KnowledgeEdit;

    private const string Packs = Chat + "|" + Permission.PhrasesShare;

    private static IReadOnlyList<Row> OfKnowledge =>
    [
        new("GET", "/knowledge/search", "staff"),
        new("GET", "/knowledge/{id}", "staff"),
        new("POST", "/knowledge/unanswered", "staff", _ => new { text = "怎么开专票" }),
        new("GET", "/knowledge", Knowledge),
        new("GET", "/knowledge/counts", Knowledge),
        new("POST", "/knowledge", Knowledge, s => new { content = Content(s), unansweredId = s.Unanswered }),
        new("PUT", "/knowledge/{id}", Knowledge, s => new { version = 4, content = Content(s) }),
        new("DELETE", "/knowledge/{id}/draft", Knowledge),
        new("POST", "/knowledge/{id}/submission", Knowledge, _ => new { version = 4 }),
        new("POST", "/knowledge/{id}/return", Knowledge, _ => new { version = 4, note = "请写明时限" }),
        new("POST", "/knowledge/{id}/publication", Knowledge, _ => new { version = 4 }),
        new("POST", "/knowledge/{id}/withdrawal", Knowledge, _ => new { version = 4, note = "活动结束" }),
        new("GET", "/knowledge/{id}/revisions", Knowledge),
        new("POST", "/knowledge/{id}/restorations", Knowledge, _ => new { version = 4, number = 1 }),
        new("POST", "/knowledge/publications", Knowledge, s => new { entries = new[] { new { id = s.Entry, version = 4 } } }),
        // Takes a form: Knowledge/KnowledgeFileTests.
        new("POST", "/knowledge/imports", Knowledge),
        new("GET", "/knowledge/export", Knowledge),
        new("GET", "/knowledge/unanswered", Knowledge),
        new("PUT", "/knowledge/unanswered/{id}/dismissal", Knowledge),
        new("DELETE", "/knowledge/unanswered/{id}/dismissal", Knowledge),
        new("GET", "/quick-phrases", "person:" + Permission.ImChat),
        new("PUT", "/quick-phrases/loads", "person:" + Permission.ImChat, s => new { packs = new[] { new { id = s.Pack, version = 1 } } }),
        new("POST", "/quick-phrases/{id}/uses", "person:" + Permission.ImChat, s => new { conversationId = s.Conversation }),
        new("GET", "/phrase-packs", Packs),
        new("POST", "/phrase-packs", Packs, s => new { reach = "shared", name = "大促", phrases = new[] { Phrase(s) } }, s => new { reach = "group", name = "售前", groups = new[] { "presale" }, phrases = new[] { Phrase(s) } }),
        new("GET", "/phrase-packs/{id}", Packs),
        new("PUT", "/phrase-packs/{id}", Packs, s => new { version = 1, name = "大促", phrases = new[] { Phrase(s) } }),
        new("DELETE", "/phrase-packs/{id}", Packs),
        new("GET", "/phrase-packs/{id}/words", Packs),
        new("GET", "/phrase-packs/report", "staff:" + Permission.PhrasesShare),
    ];

    private static object Phrase(Scene s) => new { code = "nh", title = "问好", text = "{buyer}您好", validFrom = s.Today, validTo = s.Today };

    private static object Content(Scene s) => new
    {
        kind = "question", question = "多久发货 " + NewId()[..8], phrasings = new[] { "什么时候发货" }, answer = "48 小时内发出。", categoryId = s.Category, products = new[] { "明前云雾" }, validFrom = s.Today, validTo = s.Today,
    };
}
